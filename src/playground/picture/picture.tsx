import type { Answers, Call } from './answers.ts';
import { CallDrawing } from './call-drawing.tsx';
import { Overview } from './overview.tsx';
import { FieldList, Text } from './text.tsx';

/** What each mutation can answer, on a page that needs no script. */
export function Picture({ answers }: { readonly answers: Answers }) {
  const { reversals, others, interfaces } = answers;
  return (
    <>
      <Top reversals={reversals} />
      <main>
        <header className="title">
          <h1>What each reversal can answer</h1>
          <p>
            Every mutation answers with a union: its success, or one refusal with the data to act
            on. The refusals have an order, and <strong>the first that holds is the answer</strong>.
          </p>
        </header>
        <Overview reversals={reversals} />
        <section className="interfaces" aria-label="Interfaces">
          {interfaces.map(({ name, description, fields }) => (
            <article key={name} id={name} className="interface">
              <h2>
                <span className="kind">interface</span> <code>{name}</code>
              </h2>
              <Text>{description}</Text>
              <FieldList fields={fields} />
            </article>
          ))}
        </section>
        {reversals.map((call) => (
          <CallDrawing key={call.name} call={call} isReversal />
        ))}
        <Others calls={others} />
      </main>
    </>
  );
}

function Top({ reversals }: { readonly reversals: readonly Call[] }) {
  return (
    <nav className="top" aria-label="On this page">
      <a className="brand" href="/playground">
        Storno <span>playground</span>
      </a>
      <ul>
        {reversals.map(({ name }) => (
          <li key={name}>
            <a href={`#${name}`}>{name}</a>
          </li>
        ))}
        <li>
          <a href="#others">all the others</a>
        </li>
      </ul>
    </nav>
  );
}

function Others({ calls }: { readonly calls: readonly Call[] }) {
  return (
    <section id="others" className="others">
      <h2>All the others</h2>
      <p>Drawn in the same way: open one.</p>
      {calls.map((call) => (
        <details key={call.name}>
          <summary>
            <code>{call.name}</code>
            <Text>{call.description}</Text>
          </summary>
          <CallDrawing call={call} isReversal={false} />
        </details>
      ))}
    </section>
  );
}
