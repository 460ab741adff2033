import type { ReactElement } from 'react'
import { Tooltip as RacTooltip, TooltipTrigger } from 'react-aria-components'

/** A few words on a button, on hover and on focus; never the only place where they are said. */
export function Tooltip({ text, children }: { text: string; children: ReactElement }) {
  return (
    <TooltipTrigger delay={500}>
      {children}
      <RacTooltip className="tooltip" offset={6}>
        {text}
      </RacTooltip>
    </TooltipTrigger>
  )
}
