import 'cvsp/auto';

export function Post() {
  return (
    <cvsp-group seed={42} grid={[4, 4]} load="1500..7000" render={[800, 1500, 100]} class="wide">
      <cvsp-figure strategy="coroutines" lanes on:cvsp-finish={({ detail }) => console.log(detail.time)} />
      <cvsp-figure strategy="threads" limit={8} code="rust" autoplay={false} style={{ 'max-width': '300px' }} />
      <cvsp-figure preset="coroutine-ideal" id="x" />
      {/* @ts-expect-error There is no such strategy. */}
      <cvsp-figure strategy="fibers" />
      {/* @ts-expect-error It is a number. */}
      <cvsp-figure limit="many" />
    </cvsp-group>
  );
}
document.querySelector('cvsp-figure')?.play();
