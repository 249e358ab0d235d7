import type { RouteObject } from 'react-router';
import { Frame } from './frame/Frame';
import { NotFound } from './frame/NotFound';
import { RouteFailure } from './frame/RouteFailure';

/** Each screen is a chunk of its own. */
export const routes: RouteObject[] = [
  {
    path: '/',
    element: <Frame />,
    errorElement: <RouteFailure />,
    children: [
      { index: true, lazy: async () => ({ Component: (await import('./home/Home')).Home }) },
      { path: 'jobs', lazy: async () => ({ Component: (await import('./jobs/Jobs')).Jobs }) },
      { path: 'audit', lazy: async () => ({ Component: (await import('./audit/Audit')).Audit }) },
      {
        path: 'projects/:projectId',
        lazy: async () => ({ Component: (await import('./project/ProjectPage')).ProjectPage }),
        children: [
          { index: true, lazy: async () => ({ Component: (await import('./ask/Ask')).Ask }) },
          {
            path: 'documents',
            lazy: async () => ({
              Component: (await import('./documents/Documents')).Documents,
            }),
          },
          {
            path: 'jobs',
            lazy: async () => ({ Component: (await import('./jobs/ProjectJobs')).ProjectJobs }),
          },
        ],
      },
      { path: '*', element: <NotFound /> },
    ],
  },
];

