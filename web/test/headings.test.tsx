import { cleanup, render, screen } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import { afterEach, expect, test } from 'vitest';
import { NotFound } from '../src/frame/NotFound';
import { ErrorNote } from '../src/ui/ErrorNote';

afterEach(cleanup);

const headings = () => screen.queryAllByRole('heading', { level: 1 });

test('a failure that fills the screen is its heading', () => {
  render(<ErrorNote screen error={new Error('broken')} />);
  expect(headings()).toHaveLength(1);
});

test('a failure of a part leaves the heading to the page', () => {
  render(<ErrorNote error={new Error('broken')} />);
  expect(headings()).toHaveLength(0);
});

test('a page that is not there has a heading', () => {
  render(<NotFound />, { wrapper: MemoryRouter });
  expect(headings()).toHaveLength(1);
});
