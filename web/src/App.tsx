import { Tooltip } from 'radix-ui';
import { useCallback, useState, useSyncExternalStore } from 'react';
import { RelayEnvironmentProvider } from 'react-relay';
import { createBrowserRouter, RouterProvider } from 'react-router';
import { ProductContext, type Product } from './product';
import { routes } from './routes';
import { SignedIn } from './sign-in/SignedIn';
import { SignIn } from './sign-in/SignIn';
import { Restoring } from './sign-in/Restoring';

const signedInPath = '/signed-in';
const tooltipDelayMillis = 350;
const router = createBrowserRouter(routes);

export function App({ product }: { readonly product: Product }) {
  return (
    <ProductContext value={product}>
      <RelayEnvironmentProvider environment={product.environment}>
        <Tooltip.Provider delayDuration={tooltipDelayMillis}>
          <Gate product={product} />
        </Tooltip.Provider>
      </RelayEnvironmentProvider>
    </ProductContext>
  );
}

function Gate({ product: { session } }: { readonly product: Product }) {
  const state = useSyncExternalStore(session.subscribe, session.state);
  const [returning, setReturning] = useState(window.location.pathname === signedInPath);
  const onDone = useCallback((path: string) => {
    void router.navigate(path, { replace: true }).then(() => {
      setReturning(false);
    });
  }, []);
  if (returning) return <SignedIn onDone={onDone} />;
  switch (state.status) {
    case 'restoring':
      return <Restoring />;
    case 'signedOut':
      return <SignIn reason={state.reason} />;
    case 'signedIn':
      return <RouterProvider router={router} />;
  }
}
