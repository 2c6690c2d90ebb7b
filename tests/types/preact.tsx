import 'cvsp/auto';
import type { CvspFigure } from 'cvsp';
import { useRef } from 'preact/hooks';

export function Post() {
  const figure = useRef<CvspFigure>(null);
  return (
    <cvsp-group seed={42} grid={[4, 4]} load="1500..7000" render={[800, 1500, 100]} key="a" class="wide">
      <cvsp-figure ref={figure} strategy="coroutines" lanes oncvsp-finish={({ detail }) => console.log(detail.time)} />
      <cvsp-figure strategy="threads" limit={8} code="rust" autoplay={false} style={{ maxWidth: 300 }} />
      <cvsp-figure preset="coroutine-ideal" id="x" />
      {/* @ts-expect-error There is no such strategy. */}
      <cvsp-figure strategy="fibers" />
      {/* @ts-expect-error It is a number. */}
      <cvsp-figure limit="many" />
    </cvsp-group>
  );
}
document.querySelector('cvsp-figure')?.play();
