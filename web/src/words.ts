import type { UploadStep } from '@foundry/client/upload';
import type { Refusal } from '@foundry/client/uploadCheck';
import { bytes, bytesMax, count } from './format';

const plural = (n: number, one: string, many: string) => `${count(n)} ${n === 1 ? one : many}`;
const quoted = (name: string | null) => (name ? `“${name}”` : 'something');

/** Every string that a person reads. */
export const words = {
  product: 'Universal AI Foundry',
  productShort: 'Foundry',
  title: (page: string) => `${page} · Foundry`,

  signIn: {
    heading: 'Sign in to Foundry',
    lead: 'Ask your documents, and see where every answer comes from.',
    button: 'Sign in',
    leaving: 'Opening the sign-in page …',
    expired: 'Your session has ended. Sign in again to go on where you were.',
    failed: 'Signing in did not work out. Please try again.',
    restoring: 'Signing you in',
    unreachable: 'The product cannot be reached right now.',
    local: 'Local mode: you choose one of three people on the next page.',
  },

  frame: {
    skip: 'Skip to content',
    rail: 'Main',
    fold: 'Fold the sidebar',
    unfold: 'Unfold the sidebar',
    menu: 'Menu',
    home: 'Home',
    jobs: 'Jobs',
    audit: 'Audit',
    projects: 'Projects',
    newProject: 'New project',
    moreProjects: 'More projects',
    search: 'Search or jump to',
    switchOrganization: 'Switch organization',
    organization: 'Organization',
    breadcrumb: 'Breadcrumb',
    account: (name: string) => `Account of ${name}`,
    signOut: 'Sign out',
    keyboard: 'Keyboard shortcuts',
    scheme: 'Appearance',
    schemes: { light: 'Light', dark: 'Dark', system: 'As the system' },
    running: (n: number) => plural(n, 'job', 'jobs'),
    runningLabel: (n: number) => `${plural(n, 'job', 'jobs')} running: show all`,
    roles: { OWNER: 'Owner', ADMIN: 'Admin', MEMBER: 'Member', VIEWER: 'Viewer' } as Record<
      string,
      string
    >,
    connection: {
      reconnecting: 'Live updates are interrupted. Reconnecting …',
      offline: 'You are offline. What you see may be old; it updates when you are back.',
      stopped: 'Live updates have ended. Reload the page to see what is new.',
    },
  },

  state: {
    loading: 'Loading',
    retry: 'Retry',
    close: 'Close',
    cancel: 'Cancel',
    undo: 'Undo',
    dismiss: 'Dismiss',
    more: 'Show more',
    requestId: 'Request',
    copyRequestId: 'Copy the request id',
    failed: {
      offline: 'The server cannot be reached. Check the connection, then retry.',
      signedOut: 'Your session has ended. Sign in again to go on.',
      forbidden: 'Your role does not allow this.',
      refused: 'The server did not accept this request.',
      server: 'Something went wrong on our side. Retrying often helps.',
    },
    codes: {
      STORAGE_REFUSED: 'The storage did not accept the file. Upload it again.',
      STORAGE_OFFLINE: 'The connection broke off while uploading. Upload it again.',
    } as Readonly<Record<string, string>>,
    notFound: 'There is nothing here, or it is not for you to see.',
    toHome: 'Go home',
    crashed: 'This part of the page broke. The rest still works.',
  },

  home: {
    heading: 'Home',
    greeting: (name: string) => `Good to see you, ${name}`,
    needsYou: 'Needs you',
    nothingNeedsYou: 'Nothing needs you.',
    running: 'Running',
    nothingRunning: 'Nothing is running.',
    recent: 'Recent questions',
    nothingRecent: 'Questions that you and others ask appear here.',
    projects: 'Projects',
    tryAsking: 'Try asking',
    documents: (n: number) => plural(n, 'document', 'documents'),
    noProjects: 'A project holds documents and the questions asked about them.',
    openProject: 'Open project',
  },

  project: {
    tabs: 'Project',
    ask: 'Ask',
    documents: 'Documents',
    jobs: 'Jobs',
    create: 'New project',
    createLead: 'A project holds documents and the questions asked about them.',
    name: 'Name',
    nameHint: 'Field manuals',
    nameTooLong: 'A name has 200 characters at most.',
    createButton: 'Create project',
    created: (name: string) => `Project “${name}” created`,
  },

  ask: {
    thread: 'Questions and answers',
    label: 'Your question',
    placeholder: 'Ask about this project …',
    ask: 'Ask',
    stop: 'Stop',
    readOnly: 'You can read this project, but not ask in it.',
    tooLong: (length: number, max: number) =>
      `A question has ${count(max)} characters at most; this one has ${count(length)}.`,
    emptyHeading: 'Ask your documents',
    empty: 'Answers quote the passages they rest on. Click a number to read the page.',
    emptyNoDocuments: 'This project has no documents yet. Add some, then ask.',
    addDocuments: 'Add documents',
    suggestions: 'Suggested questions',
    earlier: 'Load earlier questions',
    newest: 'Jump to the newest',
    you: 'Question',
    answer: 'Answer',
    ready: 'Answer ready',
    endedEarly: 'Answer ended early',
    stages: {
      waiting: 'Waiting to start …',
      RETRIEVE: 'Finding passages …',
      GENERATE: 'Writing …',
    } as Record<string, string>,
    ungrounded: 'No passage in the documents supports this answer.',
    extractive: 'Quoted sentences from your documents. No language model is connected.',
    stopped: 'Stopped. What was written is kept.',
    stoppedEmpty: 'Stopped before the first words.',
    partial: 'This answer is not complete.',
    reconnecting: 'The connection broke off. Reconnecting; nothing is lost.',
    unfollowed: 'This answer cannot be followed any further.',
    unsettled: 'The finished answer could not be fetched.',
    retry: 'Retry',
    again: 'Ask again',
    copy: 'Copy',
    copied: 'Copied',
    copyLabel: 'Copy the answer',
    sources: 'Sources',
    source: (n: number, document: string, page: string) => `Source ${String(n)}: ${document}, ${page}`,
    firstWord: (duration: string) => `${duration} to first word`,
    tokens: (n: number) => plural(n, 'token', 'tokens'),
    tokensTitle: (input: number, output: number) =>
      `${plural(input, 'token', 'tokens')} read, ${plural(output, 'token', 'tokens')} written`,
    deleted: 'deleted',
    failedToAsk: 'The question was not sent.',
    image: (alt: string) => (alt ? `[Image: ${alt}]` : '[Image]'),
  },

  source: {
    panel: 'Source',
    document: 'Document',
    open: 'Open the original file',
    view: 'View',
    pageView: 'Page',
    textView: 'Text',
    previous: 'Previous page',
    next: 'Next page',
    of: (page: string, pages: number) => `${page} of ${count(pages)}`,
    passages: (n: number) => plural(n, 'passage', 'passages'),
    noPage: 'This page has no text.',
    notExtracted: 'The text of this document is not available yet.',
    deleted: 'This document was deleted. The passage is kept as it was when the answer was written.',
    passage: 'Passage',
    notLocated: 'The passage could not be located in the page image; the text view shows it exactly.',
    pdfFailed: 'The page cannot be drawn here; the text view still works.',
    resize: 'Resize the panel',
    taller: 'Taller',
    shorter: 'Shorter',
    rendering: 'Drawing the page',
    pageImage: (label: string) => `Image of ${label}`,
  },

  documents: {
    heading: 'Documents',
    add: 'Add documents',
    choose: 'Choose files to add',
    drop: 'Drop files to add them to this project',
    dropHint: (types: string, max: string) => `${types} · up to ${max} each`,
    empty: 'Drop files anywhere on this page, or choose them.',
    list: 'Documents of this project',
    open: (name: string) => `Open ${name}`,
    delete: 'Delete',
    deleteLabel: (name: string) => `Delete ${name}`,
    deleted: (name: string) => `“${name}” deleted`,
    notDeleted: (name: string) => `“${name}” could not be deleted`,
    actions: (name: string) => `Actions for ${name}`,
    uploadAgain: 'Upload again',
    uploadAgainLabel: (name: string) => `Upload ${name} again`,
    retryLabel: (name: string) => `Retry ${name}`,
    ready: (passages: number | null) =>
      passages === null ? 'Ready' : `Ready, ${plural(passages, 'passage', 'passages')}`,
    awaiting: 'Its bytes have not arrived.',
    failed: 'Failed',
    pages: (n: number) => plural(n, 'page', 'pages'),
    ingest: 'Ingest',
    waiting: 'Waiting to start',
    stages: {
      EXTRACT: 'Extracting text',
      CHUNK: 'Cutting into passages',
      EMBED: 'Embedding',
      INDEX: 'Indexing',
    } as Record<string, string>,
    otherFile: (name: string) =>
      `That is another file than “${name}”. It was added as a document of its own.`,
  },

  upload: {
    tray: 'Uploads',
    summary: (done: number, total: number) => `${count(done)} of ${count(total)} uploaded`,
    collapse: 'Fold the uploads',
    expand: 'Unfold the uploads',
    clear: 'Clear finished uploads',
    stop: (name: string) => `Cancel the upload of ${name}`,
    retry: (name: string) => `Upload ${name} again`,
    dismiss: (name: string) => `Dismiss ${name}`,
    steps: {
      waiting: 'Waiting',
      hashing: 'Checking',
      registering: 'Preparing',
      sending: 'Uploading',
      finishing: 'Finishing',
    } satisfies Record<UploadStep, string>,
    progress: (name: string) => `Upload of ${name}`,
    speed: (rate: number) => `${bytes(rate)}/s`,
    done: 'Uploaded',
    alreadyHere: 'Already in this project',
    stopped: 'Cancelled',
    refusal: (refusal: Refusal, types: string): string => {
      switch (refusal.reason) {
        case 'empty':
          return 'This file is empty (0 bytes). Choose one with content.';
        case 'tooLarge':
          return `Too large: ${bytesMax(refusal.bytesMax)} at most. Split it, or upload a smaller version.`;
        case 'unsupported':
          return refusal.extension
            ? `.${refusal.extension} files cannot be read. Accepted: ${types}.`
            : `A file without an extension cannot be read. Accepted: ${types}.`;
        case 'nameTooLong':
          return `The file name is too long: ${count(refusal.charactersMax)} characters at most.`;
      }
    },
    leave: 'Uploads are still running.',
  },

  jobs: {
    heading: 'Jobs',
    running: 'Running',
    failed: 'Failed and cancelled',
    done: 'Done',
    empty: 'Ingests and answers appear here while they run, and after.',
    nothingRunning: 'Nothing is running right now.',
    ingest: (document: string | null) => `Ingest ${quoted(document)}`,
    answer: (question: string | null) => question ?? 'A question',
    kinds: { INGEST: 'Ingest', ANSWER: 'Answer' } as Record<string, string>,
    statuses: {
      QUEUED: 'Queued',
      RUNNING: 'Running',
      SUCCEEDED: 'Done',
      FAILED: 'Failed',
      CANCELLED: 'Cancelled',
    } as Record<string, string>,
    stages: {
      EXTRACT: 'extracting text',
      CHUNK: 'cutting into passages',
      EMBED: 'embedding',
      INDEX: 'indexing',
      RETRIEVE: 'finding passages',
      GENERATE: 'writing',
    } as Record<string, string>,
    attempt: (n: number) => `attempt ${count(n)}`,
    took: (duration: string) => `took ${duration}`,
    progress: (name: string) => `Progress of ${name}`,
    cancel: 'Cancel',
    cancelLabel: (name: string) => `Cancel ${name}`,
    retry: 'Retry',
    retryLabel: (name: string) => `Retry ${name}`,
    by: (name: string) => `by ${name}`,
  },

  audit: {
    heading: 'Audit',
    lead: 'Who did what, written together with the act itself. Entries are never changed.',
    empty: 'Nothing has happened yet.',
    list: 'Audit trail',
    product: 'Foundry',
    someone: 'Someone',
    details: 'Details',
    action: 'Action',
    event: 'Event',
    subject: 'Subject',
    actor: 'Actor',
    request: 'Request',
    time: 'Time',
    sentences: {
      'project.create': (subject) => `created the project ${quoted(subject)}`,
      'document.create': (subject) => `added ${quoted(subject)}`,
      'document.create_again': (subject) => `added ${quoted(subject)} again`,
      'document.complete_upload': (subject) => `uploaded ${quoted(subject)}`,
      'document.ingest': (subject) => `made ${quoted(subject)} searchable`,
      'document.delete': (subject) => `deleted ${quoted(subject)}`,
      'question.ask': (subject) => `asked ${quoted(subject)}`,
      'job.cancel': (subject) => `cancelled ${quoted(subject)}`,
      'job.retry': (subject) => `retried ${quoted(subject)}`,
      'job.succeed': (subject) => `finished ${quoted(subject)}`,
      'job.fail': (subject) => `could not finish ${quoted(subject)}`,
    } as Readonly<Record<string, (subject: string | null) => string>>,
    /** For an action that this version does not know: `report.share` reads as "report share". */
    unknown: (action: string, subject: string | null) => {
      const verb = action.replace(/[._]/g, ' ').trim() || 'did something';
      return subject ? `${verb} ${quoted(subject)}` : verb;
    },
  },

  palette: {
    heading: 'Command palette',
    placeholder: 'Go to a project, or do something …',
    nothing: 'Nothing matches.',
    groups: { go: 'Go to', projects: 'Projects', act: 'Do', organizations: 'Organizations' },
    askIn: (project: string) => `Ask in ${project}`,
    scheme: (name: string) => `Appearance: ${name.toLowerCase()}`,
    organization: (name: string) => `Switch to ${name}`,
    choose: 'to choose',
    open: 'to open',
  },

  keys: {
    heading: 'Keyboard',
    lead: 'Everything works without a mouse.',
    or: 'or',
    list: {
      palette: 'Search, jump and act',
      help: 'Show this list',
      rail: 'Fold the sidebar',
      home: 'Go home',
      jobs: 'Go to jobs',
      audit: 'Go to audit',
      focus: 'Write a question',
      send: 'Ask',
      line: 'New line in a question',
      close: 'Close a panel or dialog',
    },
  },
};

export function auditSentence(action: string, subject: string | null): string {
  const sentence = words.audit.sentences[action];
  return sentence ? sentence(subject) : words.audit.unknown(action, subject);
}
