import { useQuery } from '@tanstack/react-query'
import { FileDown, FilePlus2, X } from 'lucide-react'
import { useState } from 'react'
import { base64Of } from '#kernel/base64.ts'
import { call, download, sentenceOf } from '#kernel/call.ts'
import {
  Button,
  ComboBox,
  DateField,
  Disclosure,
  FileField,
  Form,
  formatDay,
  formatShortDateTime,
  IconButton,
  Panel,
  TextArea,
  TextField,
  toast,
} from '#kernel/ui/index.ts'
import { type Departement, departement, departements101, practiceEvent, practiceStatus } from '#vocabulary'
import {
  addPracticeDocument,
  adoptPractice,
  commentPractice,
  documentLimit,
  type Practice,
  readPracticeDocument,
  readPracticeHistory,
  removeAdoption,
  removePracticeDocument,
  withdrawComment,
} from './contract.ts'
import { usePracticeAct } from './usePractices.ts'
import { sizeInWords } from './words.ts'

interface PartProps {
  practice: Practice
  mayWrite: boolean
}

/** The files joined to a practice. */
export function Documents({ practice, mayWrite }: PartProps) {
  const [file, setFile] = useState<File | null>(null)
  const [isPending, setPending] = useState(false)
  const act = usePracticeAct()
  const { id, documents } = practice
  const add = async () => {
    if (!file) return
    if (file.size > documentLimit) return toast({ text: 'Ce fichier dépasse 10 Mo.' })
    setPending(true)
    const content = await base64Of(file)
    const isDone = await act(
      () => call(addPracticeDocument, { params: { id }, input: { name: file.name, content } }),
      'Document joint.',
    )
    setPending(false)
    if (isDone) setFile(null)
  }
  const open = (documentId: string) =>
    void download(readPracticeDocument, { params: { id: documentId } }).catch((error) =>
      toast({ text: sentenceOf(error) }),
    )
  if (!mayWrite && documents.length === 0) return null
  return (
    <Panel title="Documents">
      {documents.length === 0 && <p className="muted">Aucun document joint.</p>}
      <ul className="practice-lines">
        {documents.map((one) => (
          <li key={one.id}>
            <Button size="small" variant="plain" icon={FileDown} onPress={() => open(one.id)}>
              {one.name}
            </Button>
            <span className="muted small">
              {sizeInWords(one.size)} · {formatDay(one.addedAt)}, {one.addedBy}
            </span>
            {mayWrite && (
              <IconButton
                icon={X}
                size="small"
                label={`Retirer ${one.name}`}
                onPress={() =>
                  void act(() => call(removePracticeDocument, { params: { id: one.id } }), 'Document retiré.')
                }
              />
            )}
          </li>
        ))}
      </ul>
      {mayWrite && (
        <>
          <FileField
            label="Joindre un document"
            description="PDF, ODT, DOCX, PNG ou JPEG, 10 Mo au plus. Aucun nom de mineur à l’intérieur."
            accept={['.pdf', '.odt', '.docx', '.png', '.jpg', '.jpeg']}
            value={file}
            onChange={setFile}
          />
          {file && (
            <div>
              <Button icon={FilePlus2} isPending={isPending} onPress={() => void add()}>
                Joindre {file.name}
              </Button>
            </div>
          )}
        </>
      )}
    </Panel>
  )
}

/** What those who prepare practices say of this one. */
export function Comments({ practice }: { practice: Practice }) {
  const [body, setBody] = useState('')
  const act = usePracticeAct()
  const { id, comments } = practice
  const send = async () => {
    if (body.trim() === '') return
    if (await act(() => call(commentPractice, { params: { id }, input: { body } }), 'Commentaire ajouté.'))
      setBody('')
  }
  return (
    <Panel title="Commentaires" lead="Entre celles et ceux qui préparent les pratiques ; jamais publiés.">
      <ul className="practice-lines">
        {comments.map((one) => (
          <li key={one.id}>
            <div>
              <p className="practice-words">{one.body}</p>
              <span className="muted small">
                {one.by}, {formatShortDateTime(one.at)}
              </span>
            </div>
            {one.isMine && (
              <IconButton
                icon={X}
                size="small"
                label="Retirer mon commentaire"
                onPress={() =>
                  void act(() => call(withdrawComment, { params: { id: one.id } }), 'Commentaire retiré.')
                }
              />
            )}
          </li>
        ))}
      </ul>
      <Form onSubmit={() => void send()}>
        <TextArea label="Votre commentaire" rows={2} value={body} onChange={setBody} maxLength={2000} />
        <div>
          <Button type="submit" isDisabled={body.trim() === ''}>
            Commenter
          </Button>
        </div>
      </Form>
    </Panel>
  )
}

const departements = departements101.map((code) => ({
  value: code as Departement,
  label: departement.label(code),
  keywords: code,
}))

/** The territories that took it up. */
export function Adoptions({ practice, mayWrite }: PartProps) {
  const [where, setWhere] = useState<Departement | null>(null)
  const [adoptedOn, setAdoptedOn] = useState<string | null>(null)
  const [note, setNote] = useState('')
  const act = usePracticeAct()
  const { id, adoptions } = practice
  const add = async () => {
    if (!where) return
    const input = { departement: where, adoptedOn, note: note || null }
    if (await act(() => call(adoptPractice, { params: { id }, input }), 'Adoption notée.')) {
      setWhere(null)
      setAdoptedOn(null)
      setNote('')
    }
  }
  return (
    <Panel title="Adoptée par">
      {adoptions.length === 0 && <p className="muted">Aucun autre territoire ne l’a encore reprise.</p>}
      <ul className="practice-lines">
        {adoptions.map((one) => (
          <li key={one.departement}>
            <div>
              <p>
                {departement.label(one.departement)}
                {one.adoptedOn && <span className="muted"> · depuis le {formatDay(one.adoptedOn)}</span>}
              </p>
              {one.note && <p className="muted small">{one.note}</p>}
            </div>
            {mayWrite && (
              <IconButton
                icon={X}
                size="small"
                label={`Retirer ${departement.label(one.departement)}`}
                onPress={() =>
                  void act(
                    () => call(removeAdoption, { params: { id }, query: { departement: one.departement } }),
                    'Adoption retirée.',
                  )
                }
              />
            )}
          </li>
        ))}
      </ul>
      {mayWrite && (
        <Disclosure title="Noter une adoption">
          <Form onSubmit={() => void add()}>
            <ComboBox label="Département" options={departements} value={where} onChange={setWhere} />
            <DateField label="Depuis le" value={adoptedOn} onChange={setAdoptedOn} />
            <TextField label="Précisions" value={note} onChange={setNote} maxLength={500} />
            <div>
              <Button type="submit" isDisabled={!where}>
                Noter l’adoption
              </Button>
            </div>
          </Form>
        </Disclosure>
      )}
    </Panel>
  )
}

/** Everything that happened to it, read when it is asked for. */
export function History({ id }: { id: string }) {
  const history = useQuery({
    queryKey: ['practice', id, 'history'],
    queryFn: ({ signal }) => call(readPracticeHistory, { params: { id }, signal }),
  })
  const items = history.data?.items ?? []
  return (
    <Disclosure title="Historique" meta={items.length > 0 ? String(items.length) : undefined}>
      {history.isError && <p className="muted">{sentenceOf(history.error)}</p>}
      <ol className="practice-lines practice-history">
        {items.map((one) => (
          <li key={one.id}>
            <div>
              <p>
                {practiceEvent.label(one.kind)}
                {one.status && ` : ${practiceStatus.label(one.status)}`}
              </p>
              <ul>
                {one.changes.map((change) => (
                  <li key={change.field} className="small">
                    {change.field} : {change.before && <del>{change.before}</del>} {change.after ?? 'effacé'}
                  </li>
                ))}
              </ul>
              <span className="muted small">
                {one.by}, {formatShortDateTime(one.at)}
              </span>
            </div>
          </li>
        ))}
      </ol>
    </Disclosure>
  )
}
