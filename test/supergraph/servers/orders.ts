import type { Order, OrdersInput } from '../inputs.ts';
import { serve } from './child.ts';
import { serveSibling } from './sibling.ts';

interface TransactionReference {
  readonly externalReference: string | null;
  /** What the gateway fetched from the ledger, where `receipt` is asked for. */
  readonly amount?: string;
  readonly uniqueCode?: string;
}

/** The subgraph that sells. */
function resolversFor(orders: readonly Order[]) {
  const orderOf = ({ externalReference: named }: TransactionReference) =>
    orders.find(({ externalReference }) => externalReference === named);
  return {
    Query: {
      order: (_: unknown, { id }: Pick<Order, 'id'>) => orders.find((order) => order.id === id),
      orders: () => orders,
    },
    Order: {
      __resolveReference: ({ id }: Pick<Order, 'id'>) => orders.find((order) => order.id === id),
      transaction: ({ externalReference }: Order) => ({ externalReference }),
      wallet: ({ walletId }: Order) => ({ id: walletId }),
      member: ({ memberId }: Order) => ({ id: memberId }),
      program: ({ programId }: Order) => ({ id: programId }),
    },
    Transaction: {
      __resolveReference: (reference: TransactionReference) => reference,
      order: orderOf,
      receipt: (reference: TransactionReference) => {
        const order = orderOf(reference);
        return order && `${order.title}: ${reference.amount} (${reference.uniqueCode})`;
      },
    },
    Wallet: {
      __resolveReference: ({ id }: { id: string }) => ({ id }),
      orders: ({ id }: { id: string }) => orders.filter(({ walletId }) => walletId === id),
    },
  };
}

await serve(({ orders, port }: OrdersInput) => serveSibling('orders', resolversFor(orders), port));
