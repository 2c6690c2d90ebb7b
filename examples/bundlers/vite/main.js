import 'cvsp/auto';
