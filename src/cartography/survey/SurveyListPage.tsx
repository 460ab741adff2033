import { useQuery } from '@tanstack/react-query'
import { ClipboardPen, Plus } from 'lucide-react'
import { useState } from 'react'
import { call, RefusalError, sentenceOf } from '#kernel/call.ts'
import { PageHeader, useShortcut } from '#kernel/page/index.ts'
import { Badge, Button, Empty, ErrorState, formatDay, Table, type TableColumn } from '#kernel/ui/index.ts'
import { usePages } from '#kernel/usePages.ts'
import { useCan } from '#office/account/useMe.ts'
import { questionnaireAddressee } from '#vocabulary'
import { createSurvey, listSurveys, type SurveyRow } from './contract.ts'
import { NewSurveyDialog } from './NewSurveyDialog.tsx'
import './survey.css'

const pageSize = 50

const columns: readonly TableColumn<SurveyRow>[] = [
  { id: 'title', title: 'Questionnaire', isRowHeader: true, cell: ({ title }) => title },
  {
    id: 'addressee',
    title: 'Destinataire',
    cell: ({ addressee }) => (addressee ? questionnaireAddressee.label(addressee) : 'Selon la campagne'),
  },
  {
    id: 'published',
    title: 'Version posée',
    cell: ({ published }) =>
      published ? (
        <Badge tone="positive">Version {published.number}</Badge>
      ) : (
        <span className="muted">Aucune</span>
      ),
  },
  {
    id: 'questions',
    title: 'Questions',
    align: 'end',
    cell: ({ published, draft }) => (published ?? draft)?.questions ?? 0,
  },
  {
    id: 'draft',
    title: 'En préparation',
    cell: ({ draft }) =>
      draft ? (
        <Badge tone="attention">
          Version {draft.number}, modifiée le {formatDay(draft.changedAt)}
        </Badge>
      ) : (
        <span className="muted">Rien</span>
      ),
  },
]

/** The questionnaires: which version is asked today, and which is being written. */
export function SurveyListPage() {
  const [isAdding, setAdding] = useState(false)
  const { after, pagingOf } = usePages('surveys', pageSize)
  const list = useQuery({
    queryKey: ['surveys', after],
    queryFn: ({ signal }) =>
      call(listSurveys, { query: { limit: pageSize, ...(after && { after }) }, signal }),
  })
  const mayAdd = useCan()(createSurvey.action)
  const items = list.data?.items ?? []
  useShortcut('a', () => setAdding(true), { label: 'Écrire un nouveau questionnaire', isDisabled: !mayAdd })
  return (
    <>
      <PageHeader
        title="Questionnaires"
        lead="Ce que la plateforme demande aux départements, version par version. Aucune question ne porte sur un enfant en particulier."
        actions={
          mayAdd && (
            <Button icon={Plus} shortcut="a" onPress={() => setAdding(true)}>
              Nouveau questionnaire
            </Button>
          )
        }
      />
      {list.isError && !list.data ? (
        <ErrorState
          title={sentenceOf(list.error)}
          errorId={list.error instanceof RefusalError ? list.error.id : undefined}
          onRetry={() => void list.refetch()}
        />
      ) : (
        <Table
          name="surveys"
          caption="Questionnaires"
          columns={columns}
          rows={items}
          rowId={({ id }) => id}
          rowLabel={({ title }) => title}
          rowHref={({ id }) => `/bureau/questionnaires/${id}`}
          isLoading={list.isPending}
          paging={pagingOf(items.length, list.data?.next ?? null)}
          empty={
            <Empty
              title={
                list.isPending ? 'Lecture des questionnaires…' : 'Aucun questionnaire publié pour l’instant.'
              }
              icon={ClipboardPen}
            />
          }
        />
      )}
      {isAdding && <NewSurveyDialog isOpen onOpenChange={setAdding} />}
    </>
  )
}
