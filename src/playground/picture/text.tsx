import { Fragment } from 'react';
import type { Field } from './answers.ts';

const CODE_OR_TEXT = /`([^`]*)`|[^`]+/g;
const WORD = /.+?(?=(?<=[a-z])[A-Z]|$)/g;

/** A description of the schema: plain text, in which only code is marked. */
export function Text({ children }: { readonly children: string | null }) {
  if (children === null) return null;
  const parts = [...children.matchAll(CODE_OR_TEXT)];
  return (
    <p>
      {parts.map(({ 0: text, 1: code, index }) =>
        code === undefined ? text : <code key={index}>{code}</code>,
      )}
    </p>
  );
}

/** A name of the schema, which may be cut between its words. */
export function Name({ children }: { readonly children: string }) {
  return [...children.matchAll(WORD)].map(({ 0: word, index }) => (
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {word}
    </Fragment>
  ));
}

/** Fields with their types, and with what the schema says of them. */
export function FieldList({ fields }: { readonly fields: readonly Field[] }) {
  if (fields.length === 0) return null;
  return (
    <ul className="fields">
      {fields.map(({ name, type, description }) => (
        <li key={name}>
          <code className="field">
            <Name>{name}</Name>
            <span className="type">
              : <Name>{type}</Name>
            </span>
          </code>
          <Text>{description}</Text>
        </li>
      ))}
    </ul>
  );
}
