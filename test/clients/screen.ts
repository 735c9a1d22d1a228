import type { Client } from '../contract/world.ts';

/** A row of the history; the button asks for the same of the reversal, so that it can be listed. */
const ROW = 'fragment Row on Transaction { id type status }';

/** What a screen with a wallet and its history asks for. */
export const WALLET = `${ROW}
  query Wallet($id: ID!) {
    wallet(id: $id) {
      id
      balances { active }
      history(first: 10) { edges { node { ...Row } } }
    }
  }
`;

/** The button on that screen: of the refusals it knows only what all of them have. */
export const CANCEL = `${ROW}
  mutation Cancel($input: CancelTransactionInput!) {
    cancelTransaction(input: $input) {
      __typename
      ... on CancelTransactionSuccess {
        transaction { ...Row }
        reversal { ...Row }
        wallet { id balances { active } }
      }
      ... on LedgerError { message }
    }
  }
`;

interface Row {
  readonly __typename: 'Transaction';
  readonly id: string;
  readonly type: string;
  readonly status: string;
}

interface Balances {
  readonly __typename: 'WalletBalances';
  readonly active: string;
}

export interface WalletData {
  readonly wallet: {
    readonly __typename: 'Wallet';
    readonly id: string;
    readonly balances: Balances;
    readonly history: {
      readonly __typename: 'TransactionConnection';
      readonly edges: readonly { readonly __typename: 'TransactionEdge'; readonly node: Row }[];
    };
  };
}

export interface CancelSuccess {
  readonly __typename: 'CancelTransactionSuccess';
  readonly transaction: Row;
  readonly reversal: Row | null;
  readonly wallet: {
    readonly __typename: 'Wallet';
    readonly id: string;
    readonly balances: Balances;
  };
}

/** Any refusal, also one that has no name yet. */
interface Refused {
  readonly __typename: `${string}Error`;
  readonly message: string;
}

export interface CancelData {
  readonly cancelTransaction: CancelSuccess | Refused;
}

export interface CancelVariables {
  readonly input: { readonly transactionId: string };
}

/** The wallet after a granted cancel: the reversal stands on top. */
export function withReversal(screen: WalletData, reversal: Row): WalletData {
  const { wallet } = screen;
  const edge = { __typename: 'TransactionEdge', node: reversal } as const;
  const history = { ...wallet.history, edges: [edge, ...wallet.history.edges] };
  return { wallet: { ...wallet, history } };
}

/** What the button hopes for: the transaction is undone, the rest is not known yet. */
export function hopeOf({ wallet }: WalletData): CancelSuccess {
  const [edge] = wallet.history.edges;
  if (!edge) throw new Error('there is nothing to cancel');
  return {
    __typename: 'CancelTransactionSuccess',
    transaction: { ...edge.node, status: 'CANCELLED' },
    reversal: null,
    wallet: { __typename: 'Wallet', id: wallet.id, balances: wallet.balances },
  };
}

/** The screen in a line: the balance, then each transaction, newest first. */
export function lineOf({ wallet: { balances, history } }: WalletData): string {
  const rows = history.edges.map(({ node }) => `${node.type} ${node.status}`);
  return [balances.active, ...rows].join(', ');
}

/** A wallet with one earn of 100.00, which can be cancelled. */
export async function openScreen(shop: Client) {
  const walletId = await shop.wallet('ann', 'stars');
  const { id: transactionId } = await shop.post('accruePoints', { walletId, amount: '100.00' });
  return { walletId, transactionId };
}
