import { useQuery } from '@tanstack/react-query'
import { useParams, useRouter } from '@tanstack/react-router'
import { FileX, SendHorizontal, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { call, RefusalError, sentenceOf } from '#kernel/call.ts'
import { PageHeader, useIsNarrow, useShortcut } from '#kernel/page/index.ts'
import {
  Banner,
  Button,
  ButtonLink,
  ConfirmDialog,
  Empty,
  ErrorState,
  Loading,
  SaveState,
  Tabs,
  toast,
} from '#kernel/ui/index.ts'
import { useAddress } from '#listening/situation/useAddress.ts'
import { missingOf } from './complete.ts'
import { readMaterial, removeTransmission, type Transmission } from './contract.ts'
import { StatusBadge, UrgentBadge } from './Marks.tsx'
import { MaterialPane } from './MaterialPane.tsx'
import { SubmitDialog } from './SubmitDialog.tsx'
import { isOpen as isBeingWritten } from './steps.ts'
import { transmissionQuery, useTransmissionAct } from './useTransmissions.ts'
import { useWriteTransmission } from './useWriteTransmission.ts'
import { useWriting } from './useWriting.ts'
import { WritingConflict } from './WritingConflict.tsx'
import { WritingPane } from './WritingPane.tsx'
import './transmission.css'

/** Where an alert is written: what the file offers on one side, the document on the other. */
export function WritePage() {
  const { id = '' } = useParams({ strict: false })
  const { said } = useAddress()
  const writingId = said.get('ecrit')
  const back = { href: `/bureau/situations/${id}`, label: 'Situation' }
  const query = useQuery({ ...transmissionQuery(writingId ?? ''), enabled: writingId !== null })
  if (!writingId) return <Begin situationId={id} back={back} />
  if (query.data?.abilities.write) return <Work key={writingId} transmission={query.data} back={back} />
  if (query.data) {
    return (
      <>
        <PageHeader
          title={query.data.reference}
          back={back}
          aside={<StatusBadge status={query.data.status} />}
        />
        <Empty
          title={
            isBeingWritten(query.data.status)
              ? `Cet écrit est celui de ${query.data.author.name}.`
              : 'Cet écrit ne se modifie plus.'
          }
          icon={FileX}
          actions={<ButtonLink href={`/bureau/transmissions/${writingId}`}>Le lire</ButtonLink>}
        >
          {isBeingWritten(query.data.status)
            ? 'Vous pouvez le lire ; seule la personne qui l’a commencé le reprend.'
            : 'Soumis, il attend une relecture ; validé, il est ce que le destinataire lit.'}
        </Empty>
      </>
    )
  }
  if (query.isError) {
    const isGone = query.error instanceof RefusalError && query.error.code === 'not_found'
    return (
      <>
        <PageHeader title="Rédiger une information préoccupante" back={back} />
        {isGone ? (
          <Empty
            title="Cet écrit n’existe plus, ou n’est pas ouvert à votre rôle."
            icon={FileX}
            actions={<ButtonLink href={back.href}>Revenir à la situation</ButtonLink>}
          />
        ) : (
          <ErrorState title={sentenceOf(query.error)} onRetry={() => void query.refetch()} />
        )}
      </>
    )
  }
  return (
    <>
      <PageHeader title="Rédiger une information préoccupante" back={back} />
      <Loading label="L’écrit arrive…" lines={10} />
    </>
  )
}

interface Back {
  back: { href: string; label: string }
}

function Begin({ situationId, back }: Back & { situationId: string }) {
  const { write, isPending } = useWriteTransmission(situationId)
  return (
    <>
      <PageHeader title="Rédiger une information préoccupante" back={back} />
      <Empty
        title="Aucun écrit n’est ouvert ici."
        actions={
          <Button variant="primary" isPending={isPending} onPress={write}>
            Commencer ou reprendre le mien
          </Button>
        }
      >
        Les destinataires sont proposés d’après les lieux du dossier ; vous les confirmerez.
      </Empty>
    </>
  )
}

function Work({ transmission, back }: Back & { transmission: Transmission }) {
  const situationId = transmission.situation.id
  const writing = useWriting(transmission)
  const { values, view, saver } = writing
  const { act } = useTransmissionAct()
  const isNarrow = useIsNarrow()
  const [open, setOpen] = useState<'submit' | 'remove' | 'conflict' | null>(null)
  const [wasTried, setTried] = useState(false)
  const router = useRouter()
  const material = useQuery({
    queryKey: ['material', situationId],
    queryFn: ({ signal }) => call(readMaterial, { params: { id: situationId }, signal }),
  })
  const recipients = transmission.together.filter(
    (one) => one.recipient && (one.status === 'draft' || one.status === 'returned'),
  ).length
  const missing = missingOf(values, recipients)
  const faults = wasTried ? Object.fromEntries(missing.map(({ field, message }) => [field, message])) : {}
  const remarks = transmission.history.findLast(({ kind }) => kind === 'returned' || kind === 'recalled')
  const start = () => {
    setTried(true)
    if (missing.length === 0) return setOpen('submit')
    toast({ text: `Il manque encore : ${missing.map(({ message }) => message).join(' ')}` })
  }
  useShortcut('Ctrl+Enter', start, { label: 'Soumettre à la coordination', isDisabled: open !== null })

  const submit = async (confirmations: { unitId: string; words: string }[]) => {
    const done = await writing.submit(confirmations)
    if (!done) return false
    toast({ text: 'Écrit soumis : la coordination le voit maintenant.' })
    router.history.push(`/bureau/transmissions/${transmission.id}`)
    return true
  }
  const materialPane = material.data ? (
    <MaterialPane material={material.data} values={values} set={writing.set} />
  ) : material.isError ? (
    <ErrorState
      title="Le dossier n’a pas pu être lu"
      todo={sentenceOf(material.error)}
      onRetry={() => void material.refetch()}
    />
  ) : (
    <Loading label="Le dossier arrive…" lines={8} />
  )
  const writingPane = (
    <WritingPane transmission={transmission} material={material.data} writing={writing} faults={faults} />
  )
  return (
    <div className="writing">
      <PageHeader
        title={
          values.complementOf
            ? 'Compléter une information préoccupante'
            : 'Rédiger une information préoccupante'
        }
        back={{ ...back, label: transmission.situation.reference }}
        aside={
          <>
            <StatusBadge status={transmission.status} />
            {values.urgent && <UrgentBadge />}
            <SaveState
              state={view.status}
              at={view.state.savedAt ?? undefined}
              onAct={() => (view.status === 'conflict' ? setOpen('conflict') : saver.retry())}
            />
          </>
        }
        lead={`${transmission.reference}. Enregistré à mesure ; rien ne part avant la relecture d’une autre personne.`}
        actions={
          <>
            {transmission.abilities.remove && (
              <Button icon={Trash2} variant="plain" onPress={() => setOpen('remove')}>
                Supprimer le brouillon
              </Button>
            )}
            <Button variant="primary" icon={SendHorizontal} shortcut="Ctrl+Entrée" onPress={start}>
              Soumettre
            </Button>
          </>
        }
      />
      {transmission.status === 'returned' && remarks?.note && (
        <Banner tone="attention" title={`À reprendre : ${remarks.by ?? 'la coordination'} a écrit`}>
          <p className="document-text">{remarks.note}</p>
        </Banner>
      )}
      {view.message && view.status === 'error' && <Banner tone="attention" title={view.message} isLive />}
      {isNarrow ? (
        <Tabs
          label="Parties de l’écran"
          items={[
            { id: 'ecrit', label: 'L’écrit', content: writingPane },
            { id: 'dossier', label: 'Ce que dit le dossier', content: materialPane },
          ]}
        />
      ) : (
        <div className="writing-columns">
          <aside className="writing-material" aria-label="Ce que dit le dossier">
            <h2>Ce que dit le dossier</h2>
            {materialPane}
          </aside>
          {writingPane}
        </div>
      )}
      {open === 'submit' && (
        <SubmitDialog
          transmission={transmission}
          isUrgent={values.urgent}
          onSubmit={submit}
          onClose={() => setOpen(null)}
        />
      )}
      <WritingConflict writing={writing} isOpen={open === 'conflict'} onOpenChange={() => setOpen(null)} />
      <ConfirmDialog
        title="Supprimer ce brouillon ?"
        isOpen={open === 'remove'}
        onOpenChange={() => setOpen(null)}
        confirmLabel="Supprimer le brouillon"
        tone="danger"
        onConfirm={async () => {
          const done = await act(
            () => call(removeTransmission, { params: { id: transmission.id } }),
            'Brouillon supprimé.',
          )
          if (done) router.history.push(back.href)
        }}
      >
        Ce qui est écrit ici sera perdu, pour tous ses destinataires. Le dossier, lui, ne change pas.
      </ConfirmDialog>
    </div>
  )
}
