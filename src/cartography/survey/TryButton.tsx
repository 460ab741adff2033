import { Eye } from 'lucide-react'
import { useState } from 'react'
import { call, sentenceOf } from '#kernel/call.ts'
import { Banner, Button, ComboBox, Dialog } from '#kernel/ui/index.ts'
import { type Departement, departement, isDepartement } from '#vocabulary'
import { tryVersion } from './contract.ts'

interface TryButtonProps {
  versionId: string
  /** What is still being saved goes first. */
  before?: () => Promise<unknown>
  size?: 'small'
}

const places = departement.codes
  .filter(isDepartement)
  .map((value) => ({ value, label: `${departement.label(value)} (${value})` }))

/** Opens the pages that respondents will have, in another tab, where nothing is kept. */
export function TryButton({ versionId, before, size }: TryButtonProps) {
  const [isOpen, setOpen] = useState(false)
  const [from, setFrom] = useState<Departement | null>(null)
  const [path, setPath] = useState('')
  const [sentence, setSentence] = useState('')
  const [isPending, setPending] = useState(false)
  const prepare = async (place: Departement | null) => {
    setFrom(place)
    setPending(true)
    setSentence('')
    try {
      await before?.()
      setPath((await call(tryVersion, { params: { id: versionId }, input: { departement: place } })).path)
    } catch (error) {
      setSentence(sentenceOf(error))
    } finally {
      setPending(false)
    }
  }
  return (
    <>
      <Button
        icon={Eye}
        size={size}
        onPress={() => {
          setOpen(true)
          void prepare(from)
        }}
      >
        Essayer
      </Button>
      <Dialog
        title="Essayer le questionnaire"
        lead="Les pages des répondants, telles qu’ils les verront. Rien de ce que vous y répondez n’est enregistré."
        isOpen={isOpen}
        onOpenChange={setOpen}
        footer={
          <>
            <Button onPress={() => setOpen(false)}>Fermer</Button>
            {path && !isPending && (
              <a className="button" data-variant="primary" href={path} target="_blank" rel="noreferrer">
                Ouvrir l’essai dans un onglet
              </a>
            )}
          </>
        }
      >
        {sentence && <Banner tone="attention" title={sentence} isLive />}
        <ComboBox
          label="Répondre comme dans ce département"
          description="Certaines questions ne sont posées que dans certains territoires."
          options={places}
          value={from}
          onChange={(place) => void prepare(place)}
        />
      </Dialog>
    </>
  )
}
