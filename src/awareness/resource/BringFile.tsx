import { useState } from 'react'
import { call, RefusalError, sentenceOf } from '#kernel/call.ts'
import { fileTypes as known } from '#kernel/file/check.ts'
import { Banner, Button, FileField, Loading } from '#kernel/ui/index.ts'
import { bringResourceFile, fileTypes, type ResourceFile } from './contract.ts'
import { fileWords } from './words.ts'

const endings = fileTypes.flatMap((one) => [...known[one].endings])

interface BringFileProps {
  value: ResourceFile | null
  onChange: (file: ResourceFile | null) => void
  onBusy: (isBusy: boolean) => void
}

/** Brings a file as soon as it is chosen: what is wrong with it, or what was seen of it, is said at once. */
export function BringFile({ value, onChange, onBusy }: BringFileProps) {
  const [chosen, setChosen] = useState<File | null>(null)
  const [fault, setFault] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const bring = async (file: File | null) => {
    setChosen(file)
    setFault(undefined)
    onChange(null)
    if (!file) return
    setBusy(true)
    onBusy(true)
    try {
      onChange(await call(bringResourceFile, { file }))
    } catch (error) {
      setFault((error instanceof RefusalError && error.fields[0]?.message) || sentenceOf(error))
    } finally {
      setBusy(false)
      onBusy(false)
    }
  }
  const words = value && fileWords(value)
  return (
    <>
      <FileField
        label="Fichier"
        description="PDF, texte, présentation, image ou mallette ZIP de 25 Mo au plus, vidéo MP4 de 200 Mo au plus. L’auteur, les dates et les réglages de l’appareil en sont retirés ; une image qui dit où elle a été prise est refusée."
        accept={endings}
        value={chosen}
        onChange={(file) => void bring(file)}
      />
      {isBusy && <Loading label="Le fichier est envoyé et vérifié…" lines={1} />}
      {fault && (
        <Banner tone="attention" title="Ce fichier n’est pas gardé." isLive>
          {fault}
        </Banner>
      )}
      {value && words && (
        <Banner
          tone={words.access?.startsWith('Non') ? 'attention' : 'info'}
          title={`${value.name} : ${words.facts}`}
          isLive
        >
          {[words.access, value.notes.removed.length > 0 && `Retiré : ${value.notes.removed.join(', ')}.`]
            .filter(Boolean)
            .join(' ')}{' '}
          <Button size="small" variant="plain" onPress={() => void bring(null)}>
            Ne pas joindre
          </Button>
        </Banner>
      )}
    </>
  )
}
