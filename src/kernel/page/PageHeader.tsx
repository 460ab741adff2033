import { ArrowLeft } from 'lucide-react'
import { type ReactNode, useRef } from 'react'
import { Link } from 'react-aria-components'
import { useHeadingFocus, usePageTitle } from './title.ts'
import './page.css'

export interface PageHeaderProps {
  title: string
  /** Where am I, what is expected of me: one sentence. */
  lead?: ReactNode
  actions?: ReactNode
  /** Beside the title, always in the same place: save state, badges. */
  aside?: ReactNode
  back?: { href: string; label: string }
}

/** The only `h1` of a page. Takes the focus after a navigation and names the tab. */
export function PageHeader({ title, lead, actions, aside, back }: PageHeaderProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  usePageTitle(title)
  useHeadingFocus(heading)
  return (
    <header className="page-header">
      {back && (
        <Link href={back.href} className="page-back no-print">
          <ArrowLeft size={16} aria-hidden />
          {back.label}
        </Link>
      )}
      <div className="page-head">
        <div className="page-title">
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {aside && <div className="page-aside">{aside}</div>}
        </div>
        {actions && <div className="page-actions no-print">{actions}</div>}
      </div>
      {lead && <div className="page-lead">{lead}</div>}
    </header>
  )
}
