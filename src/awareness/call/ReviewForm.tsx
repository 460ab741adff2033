import { useState } from 'react'
import { call } from '#kernel/call.ts'
import { Button, Cluster, RadioChips, Stack, TextArea } from '#kernel/ui/index.ts'
import { type Application, giveReview } from './contract.ts'
import type { Act } from './useApplicationAct.ts'

const marks = ['0', '1', '2', '3', '4', '5'].map((value) => ({ value, label: value }))

/** One's own marks, criterion by criterion, or that one has a tie. */
export function ReviewForm({ one, act }: { one: Application; act: Act }) {
  const mine = one.reviews.find(({ isMine }) => isMine)
  const [scores, setScores] = useState<Readonly<Record<string, string>>>(
    Object.fromEntries((mine?.scores ?? []).map(({ criterionId, score }) => [criterionId, String(score)])),
  )
  const [comment, setComment] = useState(mine?.comment ?? '')
  const isWhole = one.call.criteria.every((each) => scores[each.id] !== undefined)
  const params = { id: one.id }
  return (
    <Stack gap={4}>
      {one.call.criteria.map((each) => (
        <RadioChips
          key={each.id}
          label={`${each.label} (poids ${each.weight})`}
          options={marks}
          value={scores[each.id] ?? null}
          onChange={(value) => value && setScores({ ...scores, [each.id]: value })}
          noneLabel={false}
        />
      ))}
      <TextArea label="Votre avis" rows={3} maxLength={3000} value={comment} onChange={setComment} />
      <Cluster>
        <Button
          variant="primary"
          isDisabled={!isWhole}
          onPress={() =>
            void act(
              () =>
                call(giveReview, {
                  params,
                  input: {
                    hasConflict: false,
                    comment,
                    scores: one.call.criteria.map(({ id }) => ({
                      criterionId: id,
                      score: Number(scores[id]),
                    })),
                  },
                }),
              'Votre avis est donné.',
            )
          }
        >
          Donner mon avis
        </Button>
        <Button
          onPress={() =>
            void act(
              () => call(giveReview, { params, input: { hasConflict: true } }),
              'Noté : vous ne vous prononcez pas.',
            )
          }
        >
          J’ai un lien avec cet organisme
        </Button>
      </Cluster>
    </Stack>
  )
}
