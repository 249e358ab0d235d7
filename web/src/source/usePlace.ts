import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { readPlace, withPlace, type Place } from '../paths';

interface PlaceState {
  readonly place: Place | null;
  readonly open: (place: Place) => void;
  /** Moves within the panel: Back should close it, not leaf back. */
  readonly move: (place: Place) => void;
  readonly close: () => void;
}

export function usePlace(): PlaceState {
  const [params, setParams] = useSearchParams();
  const place = useMemo(() => readPlace(params), [params]);
  const open = useCallback(
    (next: Place) => {
      setParams((current) => withPlace(current, next));
    },
    [setParams],
  );
  const move = useCallback(
    (next: Place) => {
      setParams((current) => withPlace(current, next), { replace: true });
    },
    [setParams],
  );
  const close = useCallback(() => {
    setParams((current) => withPlace(current, null), { replace: true });
  }, [setParams]);
  return { place, open, move, close };
}
