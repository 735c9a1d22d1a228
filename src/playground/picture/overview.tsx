import type { Call } from './answers.ts';
import { Name } from './text.tsx';

/** Which refusal belongs to which reversal, and at which place of its order. */
export function Overview({ reversals }: { readonly reversals: readonly Call[] }) {
  return (
    <section className="overview" aria-label="Overview">
      <table>
        <caption>Which refusal each can answer with, and at which place of its order</caption>
        <thead>
          <tr>
            <th scope="col">Refusal</th>
            {reversals.map(({ name }) => (
              <th key={name} scope="col">
                <a href={`#${name}`}>{name}</a>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {commonFirst(reversals).map((refusal) => (
            <tr key={refusal}>
              <th scope="row">
                <Name>{refusal}</Name>
              </th>
              {reversals.map((call) => (
                <td key={call.name}>
                  <Place call={call} refusal={refusal} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Place({ call, refusal }: { readonly call: Call; readonly refusal: string }) {
  const index = call.refusals.findIndex(({ name }) => name === refusal);
  if (index < 0) return null;
  return (
    <a className="place" href={`#${call.name}-${refusal}`} title={`${refusal} of ${call.name}`}>
      {index + 1}
    </a>
  );
}

/** The names of the refusals: those that most reversals have come first. */
function commonFirst(reversals: readonly Call[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { name } of reversals.flatMap(({ refusals }) => refusals)) {
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].toSorted(([, a], [, b]) => b - a).map(([name]) => name);
}
