import { useMutation, useQueryClient } from '@tanstack/react-query'
import { CornerUpRight, MailCheck, MessageCircleQuestion, Reply } from 'lucide-react'
import { useRef, useState } from 'react'
import { call, sentenceOf } from '#kernel/call.ts'
import {
  Banner,
  Button,
  Cluster,
  ConfirmDialog,
  Dialog,
  Form,
  optionsOf,
  Select,
  TextArea,
  toast,
} from '#kernel/ui/index.ts'
import { type ReturnOutcome, returnOutcome } from '#vocabulary'
import {
  acknowledgePackage,
  askComplement,
  type PackageFile,
  recordReturn,
  redirectPackage,
} from '../package/contract.ts'
import { sealNote } from './sealing.ts'
import { isSettled } from './state.tsx'
import { useMe } from './useMe.ts'

type Answer = 'acknowledge' | 'complement' | 'redirect' | 'return'

/** What somebody of the authority may answer to a package. */
export function Answers({ file }: { file: PackageFile }) {
  const me = useMe()
  const queries = useQueryClient()
  const [asked, setAsked] = useState<Answer | null>(null)
  const close = () => setAsked(null)
  const show = (next: PackageFile, text: string) => {
    queries.setQueryData(['package', file.id], next)
    void queries.invalidateQueries({ queryKey: ['packages'] })
    close()
    toast({ text })
  }
  const acknowledge = useMutation({
    mutationFn: () => call(acknowledgePackage, { params: { id: file.id } }),
    onSuccess: (next) =>
      show(
        next,
        next.acknowledgedBy === me.name
          ? 'Réception accusée à votre nom.'
          : `${next.acknowledgedBy} en avait déjà accusé réception.`,
      ),
    onError: (error) => toast({ text: sentenceOf(error) }),
  })
  if (isSettled(file)) return null
  return (
    <>
      {!file.acknowledgedAt && (
        <Button
          variant="primary"
          icon={MailCheck}
          // Nobody answers for what they cannot read: a colleague can, or in a moment they will.
          isDisabled={!file.isReadable}
          onPress={() => setAsked('acknowledge')}
        >
          Accuser réception
        </Button>
      )}
      {file.acknowledgedAt && (
        <Button variant="primary" icon={Reply} onPress={() => setAsked('return')}>
          Enregistrer le retour
        </Button>
      )}
      <Button icon={MessageCircleQuestion} onPress={() => setAsked('complement')}>
        Demander un complément
      </Button>
      <Button icon={CornerUpRight} onPress={() => setAsked('redirect')}>
        Ce n’est pas notre département
      </Button>
      <ConfirmDialog
        title="Accuser réception de cet envoi ?"
        isOpen={asked === 'acknowledge'}
        onOpenChange={(isOpen) => !isOpen && close()}
        confirmLabel="Accuser réception à mon nom"
        onConfirm={() =>
          acknowledge.mutateAsync().then(
            () => undefined,
            () => undefined,
          )
        }
      >
        <p>
          <strong>{me.name}</strong> ({me.authority}) accuse réception de l’envoi{' '}
          <strong>{file.reference}</strong>.
        </p>
        <p>Votre nom et l’heure sont transmis à la plateforme, qui cesse alors ses relances.</p>
      </ConfirmDialog>
      {asked === 'complement' && <ComplementDialog file={file} onClose={close} onDone={show} />}
      {asked === 'redirect' && <RedirectDialog file={file} onClose={close} onDone={show} />}
      {asked === 'return' && <ReturnDialog file={file} onClose={close} onDone={show} />}
    </>
  )
}

interface DialogProps {
  file: PackageFile
  onClose: () => void
  onDone: (next: PackageFile, text: string) => void
}

/** One key per intention: pressing twice, or again after a lost answer, answers once. */
function useKey(of: string): () => string {
  const kept = useRef({ of: '', value: '' })
  return () => {
    if (kept.current.of !== of) kept.current = { of, value: crypto.randomUUID() }
    return kept.current.value
  }
}

/** The note of an answer, sealed before it leaves; the same sealed text is sent again after a lost answer. */
function useSealed(file: PackageFile, text: string): () => Promise<string> {
  const kept = useRef<{ of: string; sealed: Promise<string> } | null>(null)
  return () => {
    if (kept.current?.of !== text) kept.current = { of: text, sealed: sealNote(text.trim(), file.replyKey) }
    return kept.current.sealed
  }
}

const sealedWords = 'Chiffré sur votre poste : seule la plateforme pourra lire ce texte.'

function ComplementDialog({ file, onClose, onDone }: DialogProps) {
  const [text, setText] = useState('')
  const [key, sealed] = [useKey(text), useSealed(file, text)]
  const ask = useMutation({
    mutationFn: async () =>
      call(askComplement, { params: { id: file.id }, input: { sealedNote: await sealed() }, key: key() }),
    onSuccess: (next) => onDone(next, 'Demande transmise à la plateforme.'),
  })
  return (
    <NoteDialog
      title="Demander un complément"
      lead="La plateforme vous répondra par un envoi qui complète celui-ci."
      label="Ce qu’il vous manque"
      confirmLabel="Envoyer la demande"
      {...{ text, setText, onClose, attempt: ask }}
    />
  )
}

function RedirectDialog({ file, onClose, onDone }: DialogProps) {
  const [text, setText] = useState('')
  const [key, sealed] = [useKey(text), useSealed(file, text)]
  const redirect = useMutation({
    mutationFn: async () =>
      call(redirectPackage, { params: { id: file.id }, input: { sealedNote: await sealed() }, key: key() }),
    onSuccess: (next) => onDone(next, 'La plateforme est prévenue et cherche le bon destinataire.'),
  })
  return (
    <NoteDialog
      title="Ce n’est pas votre département ?"
      lead="La plateforme reprend cet envoi et l’adresse ailleurs. Il restera dans votre liste, clos."
      label="Ce qui vous le fait dire, et qui serait compétent"
      confirmLabel="Rendre cet envoi à la plateforme"
      {...{ text, setText, onClose, attempt: redirect }}
    />
  )
}

interface NoteDialogProps {
  title: string
  lead: string
  label: string
  confirmLabel: string
  text: string
  setText: (text: string) => void
  onClose: () => void
  attempt: { mutate: () => void; isPending: boolean; error: Error | null }
}

function NoteDialog({ title, lead, label, confirmLabel, text, setText, onClose, attempt }: NoteDialogProps) {
  return (
    <Dialog title={title} lead={lead} isOpen onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Form onSubmit={() => attempt.mutate()}>
        {attempt.error && <Banner tone="danger">{sentenceOf(attempt.error)}</Banner>}
        <TextArea
          label={label}
          description={sealedWords}
          value={text}
          onChange={setText}
          rows={5}
          maxLength={10_000}
          autoFocus
          isRequired
        />
        <Cluster align="end">
          <Button onPress={onClose}>Annuler</Button>
          <Button
            type="submit"
            variant="primary"
            isPending={attempt.isPending}
            isDisabled={text.trim().length < 3}
          >
            {confirmLabel}
          </Button>
        </Cluster>
      </Form>
    </Dialog>
  )
}

function ReturnDialog({ file, onClose, onDone }: DialogProps) {
  const [outcome, setOutcome] = useState<ReturnOutcome | null>(null)
  const [text, setText] = useState('')
  const [key, sealed] = [useKey(`${outcome} ${text}`), useSealed(file, text)]
  const record = useMutation({
    mutationFn: async () =>
      call(recordReturn, {
        params: { id: file.id },
        input: {
          outcome: outcome ?? 'evaluation_ongoing',
          sealedNote: text.trim() === '' ? null : await sealed(),
        },
        key: key(),
      }),
    onSuccess: (next) => onDone(next, 'Retour enregistré. Merci.'),
  })
  return (
    <Dialog
      title="Enregistrer le retour"
      lead={`La suite donnée à l’envoi ${file.reference}.`}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
    >
      <Form onSubmit={() => record.mutate()}>
        {record.error && <Banner tone="danger">{sentenceOf(record.error)}</Banner>}
        <Select
          label="Suite donnée"
          options={optionsOf(returnOutcome)}
          value={outcome}
          onChange={setOutcome}
          isRequired
        />
        <TextArea
          label="Ce que la plateforme doit savoir"
          description={sealedWords}
          value={text}
          onChange={setText}
          rows={4}
          maxLength={10_000}
        />
        <Cluster align="end">
          <Button onPress={onClose}>Annuler</Button>
          <Button type="submit" variant="primary" isPending={record.isPending} isDisabled={!outcome}>
            Enregistrer le retour
          </Button>
        </Cluster>
      </Form>
    </Dialog>
  )
}
