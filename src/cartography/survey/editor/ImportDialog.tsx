import { useState } from 'react'
import { call, RefusalError, sentenceOf } from '#kernel/call.ts'
import { Banner, Button, Dialog, FileField, Stack } from '#kernel/ui/index.ts'
import { importSurvey, type SurveyVersion } from '../contract.ts'
import { Survey } from '../shape.ts'

interface ImportDialogProps {
  versionId: string
  settle: () => Promise<number>
  onTaken: (content: Survey, version: number, faults: SurveyVersion['faults']) => void
  onClose: () => void
}

/** Replaces the draft by a survey-core file; what Repère cannot ask is told, place by place. */
export function ImportDialog({ versionId, settle, onTaken, onClose }: ImportDialogProps) {
  const [file, setFile] = useState<File | null>(null)
  const [fault, setFault] = useState<unknown>(null)
  const [isPending, setPending] = useState(false)
  const take = async () => {
    if (!file) return
    setPending(true)
    setFault(null)
    try {
      const content: unknown = JSON.parse(await file.text())
      const version = await settle()
      const input = { content: content as Record<string, unknown> }
      const saved = await call(importSurvey, { params: { id: versionId }, version, input })
      onTaken(Survey.parse(content), saved.version, saved.faults)
      onClose()
    } catch (error) {
      setFault(error)
    } finally {
      setPending(false)
    }
  }
  const sentence =
    fault instanceof SyntaxError
      ? 'Ce fichier n’est pas du JSON. Exportez-le à nouveau, puis réessayez.'
      : fault === null
        ? ''
        : sentenceOf(fault)
  return (
    <Dialog
      title="Importer un questionnaire"
      lead="Un fichier au format survey-core (JSON). Il remplace ce brouillon&nbsp;; annuler le remet."
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      footer={
        <>
          <Button onPress={onClose}>Annuler</Button>
          <Button variant="primary" isPending={isPending} isDisabled={!file} onPress={() => void take()}>
            Remplacer le brouillon
          </Button>
        </>
      }
    >
      <Stack>
        {sentence && (
          <Banner tone="attention" title={sentence} isLive>
            {fault instanceof RefusalError && fault.fields.length > 0 && (
              <ul>
                {fault.fields.map(({ field, message }) => (
                  <li key={field + message}>
                    {field}&nbsp;: {message}
                  </li>
                ))}
              </ul>
            )}
          </Banner>
        )}
        <FileField label="Fichier" accept={['.json', 'application/json']} value={file} onChange={setFile} />
      </Stack>
    </Dialog>
  )
}
