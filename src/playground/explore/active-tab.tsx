import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useEffect, useRef } from 'react';

/**
 * Shows the tab that the address asks for, such as `#CancelPurchase`, or else the one that was
 * open. GraphiQL fills in the variables of a tab only when it is switched to, so that this is done
 * once at the start as well.
 */
export function ActiveTab() {
  const actions = useGraphiQLActions();
  const tabs = useGraphiQL((state) => state.tabs);
  const active = useGraphiQL((state) => state.activeTabIndex);
  const areEditorsReady = useGraphiQL(
    ({ queryEditor, variableEditor, headerEditor, responseEditor }) =>
      Boolean(queryEditor && variableEditor && headerEditor && responseEditor),
  );
  const isDone = useRef(false);
  useEffect(() => {
    if (!areEditorsReady || isDone.current) return;
    isDone.current = true;
    const wanted = tabs.findIndex(({ title }) => title === location.hash.slice(1));
    actions.changeTab(wanted >= 0 ? wanted : active);
  }, [areEditorsReady, tabs, active, actions]);
  return null;
}
