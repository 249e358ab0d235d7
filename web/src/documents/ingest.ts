import type { SegmentState } from '../ui/Segments';

const stages = ['EXTRACT', 'CHUNK', 'EMBED', 'INDEX'];

/** One segment a stage: those before the current one are full. */
export function segmentsOf(stage: string | null): readonly SegmentState[] {
  const current = stage === null ? -1 : stages.indexOf(stage);
  return stages.map((_, index) => {
    if (index < current) return 'full';
    return index === current ? 'active' : 'empty';
  });
}
