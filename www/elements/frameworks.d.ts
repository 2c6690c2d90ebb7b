// Tells the type checkers of frameworks of the elements, each where it is installed: a framework that is not there is no
// error, which is why lines that name one are ignored.

import type { FigureOptions } from '../figure/options.ts';
import type { FigureEvents } from '../group/events.ts';
import type { Scenario } from '../run/scenario.ts';
import type { CvspFigure } from './figure-element.ts';
import type { CvspGroup } from './group-element.ts';

/** Is what an attribute or its property may hold: an attribute is a text. */
type Attribute<Value> = Value extends boolean
  ? Value | '' | `${Value}`
  : Value extends number
    ? Value | `${Value}`
    : Value extends object
      ? Value | string
      : Value;

type Options = { readonly [Name in keyof FigureOptions]?: Attribute<FigureOptions[Name]> | undefined };

/** Are the attributes of `<cvsp-lab>`, which `cvsp/lab` defines. */
type LabOptions = { readonly [Name in keyof Scenario | 'preset']?: Attribute<FigureOptions[Name]> | undefined } & {
  readonly player?: string | undefined;
};

/** Are the attributes that listen: `oncvsp-finish`. */
type Listeners<Prefix extends string> = {
  readonly [Name in keyof FigureEvents as `${Prefix}${Name}`]?: ((event: FigureEvents[Name]) => void) | undefined;
};

type Own<Html, Events> = Options & Events & Omit<Html, keyof Options> & { readonly class?: string };

// @ts-ignore
type ReactHtml<Element> = import('react').HTMLAttributes<Element> & import('react').RefAttributes<Element>;
// @ts-ignore
type PreactHtml<Element extends EventTarget> = import('preact').JSX.HTMLAttributes<Element>;
// @ts-ignore
type SolidHtml<Element> = import('solid-js').JSX.HTMLAttributes<Element>;
// @ts-ignore
type SvelteHtml<Element extends EventTarget> = import('svelte/elements').HTMLAttributes<Element>;
// @ts-ignore
type VueHtml = import('vue').HTMLAttributes & import('vue').ReservedProps;

type React<Element> = Own<ReactHtml<Element>, Listeners<'on'>>;
type Preact<Element extends EventTarget> = Own<PreactHtml<Element>, Listeners<'on'>>;
type Solid<Element> = Own<SolidHtml<Element>, Listeners<'on:'>>;
type Svelte<Element extends EventTarget> = Own<SvelteHtml<Element>, Listeners<'on'>>;
type OwnLab<Html> = LabOptions & Omit<Html, keyof LabOptions> & { readonly class?: string };
type ReactLab = OwnLab<ReactHtml<HTMLElement>>;
type PreactLab = OwnLab<PreactHtml<HTMLElement>>;
type SolidLab = OwnLab<SolidHtml<HTMLElement>>;
type SvelteLab = OwnLab<SvelteHtml<HTMLElement>>;
type VueLab = new () => { $props: OwnLab<VueHtml> };
type Vue = new () => { $props: Own<VueHtml, VueListeners> };
/** Vue knows the listener of `cvsp-finish` as `onCvspFinish`. */
type VueListeners = {
  readonly [Name in keyof FigureEvents as Name extends `cvsp-${infer Word}` ? `onCvsp${Capitalize<Word>}` : never]?: (
    event: FigureEvents[Name],
  ) => void;
};

// @ts-ignore
declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'cvsp-figure': React<CvspFigure>;
      'cvsp-group': React<CvspGroup>;
      'cvsp-lab': ReactLab;
    }
  }
}

// @ts-ignore
declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'cvsp-figure': Preact<CvspFigure>;
      'cvsp-group': Preact<CvspGroup>;
      'cvsp-lab': PreactLab;
    }
  }
}

// @ts-ignore
declare module 'solid-js' {
  namespace JSX {
    interface IntrinsicElements {
      'cvsp-figure': Solid<CvspFigure>;
      'cvsp-group': Solid<CvspGroup>;
      'cvsp-lab': SolidLab;
    }
  }
}

// @ts-ignore
declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'cvsp-figure': Svelte<CvspFigure>;
    'cvsp-group': Svelte<CvspGroup>;
    'cvsp-lab': SvelteLab;
  }
}

// @ts-ignore
declare module 'vue' {
  interface GlobalComponents {
    'cvsp-figure': Vue;
    'cvsp-group': Vue;
    'cvsp-lab': VueLab;
  }
}
