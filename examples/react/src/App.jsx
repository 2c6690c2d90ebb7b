import { useState } from 'react';

/** React sets attributes of elements that it does not know, and listens to their events: a figure is one of them. */
export function App() {
  const [limit, setLimit] = useState(4);
  const [finished, setFinished] = useState();
  return (
    <>
      <h1>How many at once?</h1>
      <label>
        Coroutines in flight: <output>{limit}</output>
        <input type="range" min="1" max="16" value={limit} onChange={({ target }) => setLimit(Number(target.value))} />
      </label>
      <cvsp-figure
        strategy="coroutines"
        limit={limit}
        grid="4x4"
        load="1500..7000"
        render="800..1500"
        seed="42"
        oncvsp-finish={({ detail }) => setFinished(detail.time)}
      />
      <p role="status">{finished && `The last picture took ${(finished / 1000).toFixed(1)} s.`}</p>
    </>
  );
}
