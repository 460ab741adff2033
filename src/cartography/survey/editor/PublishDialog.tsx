import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call, RefusalError, sentenceOf } from '#kernel/call.ts'
import { Banner, Button, Dialog, Form, Loading, TextField, toast } from '#kernel/ui/index.ts'
import { compareVersions, publishVersion, type SurveyVersion } from '../contract.ts'

interface PublishDialogProps {
  version: SurveyVersion
  settle: () => Promise<number>
  onClose: () => void
  onPublished: () => void
}

/** What changes, then the version in full: once published, it does not change any more. */
export function PublishDialog({ version, settle, onClose, onPublished }: PublishDialogProps) {
  const [typed, setTyped] = useState('')
  const [fault, setFault] = useState<unknown>(null)
  const [isPending, setPending] = useState(false)
  const differences = useQuery({
    queryKey: ['survey-differences', version.id],
    queryFn: async ({ signal }) => {
      await settle()
      return call(compareVersions, { params: { id: version.id }, signal })
    },
    gcTime: 0,
    staleTime: 0,
  })
  const word = `version ${version.number}`
  const publish = async () => {
    setPending(true)
    setFault(null)
    try {
      const now = await settle()
      await call(publishVersion, { params: { id: version.id }, version: now, input: { confirmation: typed } })
      toast({ text: `Version ${version.number} publiée.` })
      onPublished()
      onClose()
    } catch (error) {
      setFault(error)
    } finally {
      setPending(false)
    }
  }
  const { data } = differences
  return (
    <Dialog
      title={`Publier la version ${version.number}`}
      lead="Une version publiée ne change plus. Les campagnes à venir la poseront&nbsp;; celles en cours gardent la leur."
      size="large"
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      footer={
        <>
          <Button onPress={onClose}>Pas encore</Button>
          <Button variant="primary" isPending={isPending} onPress={() => void publish()}>
            Publier la version {version.number}
          </Button>
        </>
      }
    >
      <Form onSubmit={() => void publish()}>
        {fault !== null && (
          <Banner tone="attention" title={sentenceOf(fault)} isLive>
            {fault instanceof RefusalError && (
              <ul>
                {fault.fields
                  .filter(({ field }) => field !== 'confirmation')
                  .map(({ field, message }) => (
                    <li key={field + message}>{message}</li>
                  ))}
              </ul>
            )}
          </Banner>
        )}
        {differences.isPending && <Loading label="Comparaison des deux versions…" lines={3} />}
        {differences.isError && <Banner tone="attention" title={sentenceOf(differences.error)} />}
        {data && (
          <section aria-label="Ce qui change">
            <h3>
              {data.since === null
                ? 'Première version\u00a0: rien à comparer.'
                : data.items.length === 0
                  ? `Rien ne change depuis la version ${data.since.number}.`
                  : `Ce qui change depuis la version ${data.since.number}`}
            </h3>
            <ul className="difference-list">
              {data.items.map(({ where, kind, sentence }) => (
                <li key={kind + where}>{sentence}</li>
              ))}
            </ul>
          </section>
        )}
        <TextField
          label={`Écrivez «\u00a0${word}\u00a0» pour publier`}
          value={typed}
          onChange={setTyped}
          error={fault instanceof RefusalError ? fault.of('confirmation') : undefined}
          isRequired
        />
      </Form>
    </Dialog>
  )
}
