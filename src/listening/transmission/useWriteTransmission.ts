import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { call, sentenceOf } from '#kernel/call.ts'
import { newId } from '#kernel/id.ts'
import { useShortcut } from '#kernel/page/index.ts'
import { toast } from '#kernel/ui/index.ts'
import { proposeForSituation } from '#listening/authority/contract.ts'
import { useMe } from '#office/account/useMe.ts'
import { createTransmission, transmissionsOf } from './contract.ts'
import { isOpen } from './steps.ts'

/** Where a writing is written. */
export const writingAddress = (situationId: string, id: string) =>
  `/bureau/situations/${situationId}/transmission?ecrit=${id}`

/** Goes to the writing of this file: mine if one is open, else a new one addressed to whom the places point to. */
export function useWriteTransmission(situationId: string, { isDisabled = false } = {}) {
  const router = useRouter()
  const client = useQueryClient()
  const me = useMe()
  const [isPending, setPending] = useState(false)
  const [key, setKey] = useState(newId)

  const open = async (): Promise<string> => {
    const { items } = await call(transmissionsOf, { params: { id: situationId } })
    const mine = items.find((row) => isOpen(row.status) && row.author.id === me.id)
    if (mine) return mine.id
    const { recipients } = await call(proposeForSituation, { params: { id: situationId } })
    const taken = new Set(
      items
        .filter((row) => isOpen(row.status) || row.status === 'submitted')
        .map((row) => row.recipient?.unitId),
    )
    const made = await call(createTransmission, {
      params: { id: situationId },
      key,
      input: {
        recipients: recipients
          .filter((one) => !one.isAlternative && !taken.has(one.unitId))
          .map(({ unitId, recipient, departement }) => ({ unitId, recipient, departement })),
      },
    })
    setKey(newId())
    await client.invalidateQueries({ queryKey: ['transmissions'] })
    return made.id
  }
  const write = () => {
    setPending(true)
    open()
      .then((id) => router.history.push(writingAddress(situationId, id)))
      .catch((error: unknown) => toast({ text: sentenceOf(error) }))
      .finally(() => setPending(false))
  }
  useShortcut('i', write, { label: 'Rédiger une information préoccupante', isDisabled })
  return { write, isPending }
}
