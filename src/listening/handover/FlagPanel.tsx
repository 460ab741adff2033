import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Flag } from 'lucide-react'
import { useState } from 'react'
import { call, sentenceOf } from '#kernel/call.ts'
import { newId } from '#kernel/id.ts'
import { Button, Cluster, Stack, TextField, toast, When } from '#kernel/ui/index.ts'
import { clearFlag, flagSituation, listFlags } from './contract.ts'
import './handover.css'

/** What the next shift is asked to watch in this file: one sentence each, until somebody takes it away. */
export function FlagPanel({ situationId, mayFlag }: { situationId: string; mayFlag: boolean }) {
  const client = useQueryClient()
  const [isWriting, setWriting] = useState(false)
  const [sentence, setSentence] = useState('')
  const [key, setKey] = useState(newId)
  const { data } = useQuery({
    queryKey: ['flags', situationId],
    queryFn: ({ signal }) => call(listFlags, { params: { id: situationId }, signal }),
  })
  const act = async (work: () => Promise<unknown>): Promise<boolean> => {
    try {
      await work()
      return true
    } catch (error) {
      toast({ text: sentenceOf(error) })
      return false
    } finally {
      await client.invalidateQueries({ queryKey: ['flags', situationId] })
    }
  }
  const write = (text: string) =>
    act(() => call(flagSituation, { params: { id: situationId }, key, input: { sentence: text } }))
  const save = async () => {
    if (sentence.trim().length < 3 || !(await write(sentence.trim()))) return
    setKey(newId())
    setSentence('')
    setWriting(false)
    toast({ text: 'Signalé : ce sera sur la feuille de relève jusqu’à ce que quelqu’un le lève.' })
  }
  const clear = async (id: string) => {
    if (await act(() => call(clearFlag, { params: { id } }))) toast({ text: 'Signalement levé.' })
  }
  const flags = data?.items ?? []
  if (flags.length === 0 && !mayFlag) return null
  return (
    <section className="stack" data-gap="2" aria-labelledby="situation-flags">
      <h2 id="situation-flags">Pour la relève</h2>
      {flags.length > 0 && (
        <ul className="sheet">
          {flags.map((flag) => (
            <li key={flag.id}>
              <p>« {flag.sentence} »</p>
              <Cluster align="between">
                <span className="muted small">
                  {flag.by}, <When at={flag.at} mode="relative" />
                </span>
                <Button size="small" variant="plain" onPress={() => void clear(flag.id)}>
                  Lever
                </Button>
              </Cluster>
            </li>
          ))}
        </ul>
      )}
      {mayFlag && !isWriting && (
        <div>
          <Button size="small" icon={Flag} onPress={() => setWriting(true)}>
            Signaler pour la relève
          </Button>
        </div>
      )}
      {isWriting && (
        <Stack gap={2}>
          <TextField
            label="Ce qu’il faut surveiller, en une phrase"
            value={sentence}
            onChange={setSentence}
            maxLength={500}
            autoFocus
          />
          <Cluster>
            <Button size="small" variant="primary" onPress={() => void save()}>
              Signaler
            </Button>
            <Button size="small" onPress={() => setWriting(false)}>
              Annuler
            </Button>
          </Cluster>
        </Stack>
      )}
    </section>
  )
}
