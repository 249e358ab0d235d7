import { FilePlus2, Files } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { graphql, usePaginationFragment } from 'react-relay';
import { useParams } from 'react-router';
import type { Documents_project$key } from '../__generated__/Documents_project.graphql';
import type { DocumentsPageQuery } from '../__generated__/DocumentsPageQuery.graphql';
import type { DocumentsQuery } from '../__generated__/DocumentsQuery.graphql';
import { useProduct } from '../product';
import { EmptyNote } from '../ui/EmptyNote';
import { MoreButton } from '../ui/MoreButton';
import page from '../ui/Page.module.css';
import { acceptedList, uploadMax } from '../upload/accepted';
import { FileButton } from '../upload/FileButton';
import { words } from '../words';
import { DocumentRow } from './DocumentRow';
import styles from './Documents.module.css';
import { pendingDeletes } from './pendingDeletes';
import { useFreshQuery } from '../live/useFreshQuery';

export function Documents() {
  const { projectId = '' } = useParams();
  const { project } = useFreshQuery<DocumentsQuery>(
    graphql`
      query DocumentsQuery($projectId: ID!) @throwOnFieldError {
        project(id: $projectId) {
          ...Documents_project
        }
      }
    `,
    { projectId },
  );
  return project ? <DocumentList project={project} /> : null;
}

function DocumentList({ project }: { readonly project: Documents_project$key }) {
  const { config, uploads } = useProduct();
  const { data, ...paging } = usePaginationFragment<DocumentsPageQuery, Documents_project$key>(
    graphql`
      fragment Documents_project on Project @throwOnFieldError
      @refetchable(queryName: "DocumentsPageQuery")
      @argumentDefinitions(count: { type: "Int", defaultValue: 50 }, cursor: { type: "String" }) {
        id
        viewerCanEdit
        documents(first: $count, after: $cursor) @connection(key: "Documents_documents") {
          edges {
            node {
              id
              ...DocumentRow_document
            }
          }
        }
      }
    `,
    project,
  );
  const hidden = useSyncExternalStore(pendingDeletes.subscribe, pendingDeletes.ids);
  const documents = data.documents.edges
    .map(({ node }) => node)
    .filter(({ id }) => !hidden.has(id));
  const add = (files: readonly File[]) => {
    uploads.add(data.id, files);
  };
  const button = data.viewerCanEdit && (
    <FileButton
      label={words.documents.add}
      icon={<FilePlus2 size={16} aria-hidden />}
      tone={documents.length === 0 ? 'primary' : 'plain'}
      multiple
      onFiles={add}
    />
  );
  const hint = words.documents.dropHint(acceptedList(config), uploadMax(config));
  return (
    <div className={page.page}>
      <div className={styles.head}>
        <div>
          <h2 className={styles.heading}>{words.documents.heading}</h2>
          {data.viewerCanEdit && <p className={styles.hint}>{hint}</p>}
        </div>
        {documents.length > 0 && button}
      </div>
      {documents.length === 0 ? (
        <EmptyNote icon={<Files size={20} aria-hidden />} action={button}>
          {words.documents.empty}
        </EmptyNote>
      ) : (
        <ul className={styles.list} aria-label={words.documents.list}>
          {documents.map((document) => (
            <DocumentRow
              key={document.id}
              document={document}
              canEdit={data.viewerCanEdit}
              onUpload={add}
            />
          ))}
        </ul>
      )}
      <MoreButton paging={paging} />
    </div>
  );
}
