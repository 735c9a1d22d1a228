import type { Call, Shape } from './answers.ts';
import { FieldList, Name, Text } from './text.tsx';

interface CallProps {
  readonly call: Call;
}

/** From left to right: what is asked, what it can be refused with, and what grants it. */
export function CallDrawing({ call, isReversal }: CallProps & { readonly isReversal: boolean }) {
  return (
    <section className="call" id={call.name} aria-label={call.name}>
      {isReversal && <Heading call={call} />}
      <div className="flow">
        <Asked call={call} />
        <Refused call={call} />
        <Granted call={call} />
      </div>
    </section>
  );
}

function Heading({ call: { name, description } }: CallProps) {
  const operation = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  return (
    <header>
      <h2>
        <code>{name}</code>
      </h2>
      <Text>{description}</Text>
      <a className="try" href={`/playground#${operation}`}>
        Try it in the playground
      </a>
    </header>
  );
}

function Asked({ call: { input, type, scopes, preview } }: CallProps) {
  return (
    <div className="asked">
      <h3>Asked</h3>
      <article>
        <h4>
          <Name>{input.name}</Name>
        </h4>
        <Text>{input.description}</Text>
        <FieldList fields={input.fields} />
      </article>
      <dl className="facts">
        <dt>Answers</dt>
        <dd>
          <code>
            <Name>{type}</Name>
          </code>
        </dd>
        {scopes.length > 0 && <dt>Needs</dt>}
        {scopes.length > 0 && (
          <dd>
            <code>{scopes.join(' or ')}</code>
          </dd>
        )}
        {preview && <dt>Preview</dt>}
        {preview && (
          <dd>
            <code>
              <Name>{preview}</Name>
            </code>
          </dd>
        )}
      </dl>
    </div>
  );
}

function Refused({ call: { name, refusals } }: CallProps) {
  return (
    <div className="refused">
      <h3>Refused: the first that holds</h3>
      <ol>
        {refusals.map((refusal) => (
          <li key={refusal.name} id={`${name}-${refusal.name}`} className="refusal">
            <h4>
              <Name>{refusal.name}</Name>
            </h4>
            <Text>{refusal.description}</Text>
            <FieldList fields={refusal.fields} />
          </li>
        ))}
      </ol>
    </div>
  );
}

function Granted({ call: { success, successInterface } }: CallProps) {
  return (
    <div className="granted">
      <h3>Granted: when none holds</h3>
      <article className="success">
        <h4>
          <Name>{success.name}</Name>
        </h4>
        <Text>{success.description}</Text>
        <FieldList fields={success.fields} />
        {successInterface && <Inherited shape={successInterface} />}
      </article>
    </div>
  );
}

/** What a success has by its interface; what these mean stands with the interface. */
function Inherited({ shape: { name, fields } }: { readonly shape: Shape }) {
  return (
    <div className="inherited">
      <p>
        <span className="kind">implements</span>{' '}
        <a href={`#${name}`}>
          <Name>{name}</Name>
        </a>
      </p>
      <FieldList fields={fields.map((field) => ({ ...field, description: null }))} />
    </div>
  );
}
