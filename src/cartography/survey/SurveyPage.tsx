import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams, useRouter } from '@tanstack/react-router'
import { ClipboardPen, FilePenLine, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { call, RefusalError, sentenceOf } from '#kernel/call.ts'
import { PageHeader } from '#kernel/page/index.ts'
import {
  Button,
  ButtonLink,
  ConfirmDialog,
  Empty,
  ErrorState,
  Loading,
  Panel,
  Stack,
  toast,
} from '#kernel/ui/index.ts'
import { questionnaireAddressee } from '#vocabulary'
import {
  discardDraft,
  openDraft,
  readSurvey,
  readSurveyVersion,
  retireVersion,
  type SurveyEntry,
} from './contract.ts'
import { SurveyEditor } from './editor/SurveyEditor.tsx'
import { SurveyReading } from './SurveyReading.tsx'
import { VersionList } from './VersionList.tsx'
import './survey.css'

const back = { href: '/bureau/questionnaires', label: 'Questionnaires' }

/** One questionnaire: its versions, and the words of one of them, to read or to write. */
export function SurveyPage() {
  const { id = '' } = useParams({ strict: false })
  const query = useQuery({
    queryKey: ['survey', id],
    queryFn: ({ signal }) => call(readSurvey, { params: { id }, signal }),
  })
  if (query.data) return <Entry key={id} entry={query.data} />
  if (query.error instanceof RefusalError && query.error.code === 'not_found')
    return (
      <>
        <PageHeader title="Questionnaire introuvable" back={back} />
        <Empty
          title="Ce questionnaire n’existe pas, ou n’est pas ouvert à votre rôle."
          icon={ClipboardPen}
          actions={<ButtonLink href={back.href}>Voir tous les questionnaires</ButtonLink>}
        />
      </>
    )
  return (
    <>
      <PageHeader title="Questionnaire" back={back} />
      {query.isError ? (
        <ErrorState
          title={sentenceOf(query.error)}
          errorId={query.error instanceof RefusalError ? query.error.id : undefined}
          onRetry={() => void query.refetch()}
        />
      ) : (
        <Loading label="Lecture du questionnaire…" lines={8} />
      )}
    </>
  )
}

function Entry({ entry }: { entry: SurveyEntry }) {
  const { versions, abilities } = entry
  const draft = versions.find(({ status }) => status === 'draft')
  const published = versions.find(({ status }) => status === 'published')
  const [chosen, setChosen] = useState<string>()
  const shown = versions.find(({ id }) => id === chosen) ?? draft ?? published ?? versions[0]
  const [isDropping, setDropping] = useState(false)
  const queries = useQueryClient()
  const router = useRouter()
  const refresh = async () => {
    await Promise.all([
      queries.invalidateQueries({ queryKey: ['survey', entry.id] }),
      queries.invalidateQueries({ queryKey: ['surveys'] }),
    ])
  }
  const open = async () => {
    try {
      const { id } = await call(openDraft, { params: { id: entry.id } })
      await refresh()
      setChosen(id)
    } catch (error) {
      await refresh()
      toast({ text: sentenceOf(error) })
    }
  }
  const drop = async () => {
    if (!draft) return
    try {
      const { version } = await call(readSurveyVersion, { params: { id: draft.id } })
      await call(discardDraft, { params: { id: draft.id }, version })
      setChosen(undefined)
      if (versions.length === 1) router.history.push(back.href)
    } catch (error) {
      toast({ text: sentenceOf(error) })
    }
    await refresh()
  }
  return (
    <>
      <PageHeader
        title={entry.title}
        back={back}
        lead={
          entry.addressee ? `Adressé à\u00a0: ${questionnaireAddressee.label(entry.addressee)}.` : undefined
        }
        actions={
          abilities.write &&
          (draft ? (
            <Button icon={Trash2} onPress={() => setDropping(true)}>
              Abandonner le brouillon…
            </Button>
          ) : (
            <Button variant="primary" icon={FilePenLine} onPress={() => void open()}>
              Préparer une nouvelle version
            </Button>
          ))
        }
      />
      <Stack>
        <Panel title="Versions">
          {versions.length === 0 ? (
            <Empty title="Aucune version." />
          ) : (
            <VersionList
              versions={versions}
              shown={shown?.id}
              mayWrite={abilities.write}
              onShow={setChosen}
              onRetire={async (version) => {
                try {
                  await call(retireVersion, { params: { id: version.id }, version: version.version })
                } catch (error) {
                  toast({ text: sentenceOf(error) })
                }
                await refresh()
              }}
            />
          )}
        </Panel>
        {shown && (
          <Words
            key={shown.id}
            id={shown.id}
            mayWrite={abilities.write && shown.status === 'draft'}
            publishedId={published?.id ?? null}
            onPublished={() => void refresh()}
          />
        )}
      </Stack>
      <ConfirmDialog
        title="Abandonner le brouillon"
        tone="danger"
        isOpen={isDropping}
        onOpenChange={setDropping}
        confirmLabel="Abandonner le brouillon"
        onConfirm={drop}
      >
        Ce qui y est écrit sera perdu. Les versions publiées ne changent pas.
      </ConfirmDialog>
    </>
  )
}

interface WordsProps {
  id: string
  mayWrite: boolean
  publishedId: string | null
  onPublished: () => void
}

function Words({ id, mayWrite, publishedId, onPublished }: WordsProps) {
  const query = useQuery({
    queryKey: ['survey-version', id],
    queryFn: ({ signal }) => call(readSurveyVersion, { params: { id }, signal }),
    // The draft lives in its editor: what comes later from the server meets it there.
    staleTime: mayWrite ? Number.POSITIVE_INFINITY : 0,
    gcTime: 0,
    refetchOnWindowFocus: !mayWrite,
  })
  if (query.data && mayWrite)
    return <SurveyEditor version={query.data} publishedId={publishedId} onPublished={onPublished} />
  if (query.data)
    return (
      <section aria-label={`Version ${query.data.number}`}>
        <h2>Version {query.data.number}</h2>
        <SurveyReading survey={query.data.content} />
      </section>
    )
  if (query.isError)
    return <ErrorState title={sentenceOf(query.error)} onRetry={() => void query.refetch()} />
  return <Loading label="Lecture de la version…" lines={8} />
}
