import { composeServices as composeApollo } from '@apollo/composition';
import {
  composeServices as composeGuild,
  composeSchemaContract as contractGuild,
  type ServiceDefinition,
} from '@theguild/federation-composition';
import {
  type FederationResult,
  federateSubgraphs,
  federateSubgraphsContract,
  newContractTagOptionsFromArrays,
} from '@wundergraph/composition';
import { type DocumentNode, parse } from 'graphql';
import type { Subgraph } from './subgraphs.ts';

/** What a library makes of subgraphs. */
export interface Composition {
  /** Why they do not compose. */
  readonly errors: readonly string[];
  /** What it finds odd, but composes. */
  readonly hints: readonly string[];
  /** The supergraph; null where they do not compose. */
  readonly supergraph: DocumentNode | null;
}

interface Composer {
  readonly name: string;
  readonly compose: (subgraphs: readonly Subgraph[]) => Composition;
}

interface ContractComposer extends Composer {
  /** Composes what is left when the elements with a tag are taken out. */
  readonly composeWithout: (tag: string, subgraphs: readonly Subgraph[]) => Composition;
}

const apollo: Composer = {
  name: '@apollo/composition',
  compose(subgraphs) {
    const { errors = [], hints = [], supergraphSdl } = composeApollo([...subgraphs]);
    return {
      errors: errors.map(({ message }) => message),
      hints: hints.map(({ message }) => message),
      supergraph: supergraphSdl === undefined ? null : parse(supergraphSdl),
    };
  },
};

function fromGuild({ errors = [], supergraphSdl }: ReturnType<typeof composeGuild>): Composition {
  return {
    errors: errors.map(({ message }) => message),
    // It has none.
    hints: [],
    supergraph: supergraphSdl === undefined ? null : parse(supergraphSdl),
  };
}

const guild: ContractComposer = {
  name: '@theguild/federation-composition',
  compose: (subgraphs) => fromGuild(composeGuild([...subgraphs])),
  composeWithout: (tag, subgraphs) => {
    const tags = { include: new Set<string>(), exclude: new Set([tag]) };
    return fromGuild(contractGuild(subgraphs as ServiceDefinition[], tags, false));
  },
};

function fromWunderGraph(result: FederationResult): Composition {
  return {
    errors: result.success ? [] : result.errors.map(({ message }) => message),
    hints: result.warnings.map(({ message }) => message),
    supergraph: result.success ? result.federatedGraphAST : null,
  };
}

function forWunderGraph(subgraphs: readonly Subgraph[]) {
  return subgraphs.map(({ name, url, typeDefs }) => ({ name, url, definitions: typeDefs }));
}

const wunderGraph: ContractComposer = {
  name: '@wundergraph/composition',
  compose: (subgraphs) =>
    fromWunderGraph(federateSubgraphs({ subgraphs: forWunderGraph(subgraphs), version: '1' })),
  composeWithout: (tag, subgraphs) =>
    fromWunderGraph(
      federateSubgraphsContract({
        subgraphs: forWunderGraph(subgraphs),
        contractTagOptions: newContractTagOptionsFromArrays([tag], []),
        version: '1',
      }),
    ),
};

export const contractComposers = [guild, wunderGraph];
export const composers = [apollo, ...contractComposers];
