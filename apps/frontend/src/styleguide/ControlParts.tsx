'use client'

import { Pencil } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../ui/Button'
import { CopyButton } from '../ui/CopyButton'
import { Dialog } from '../ui/Dialog'
import { IconButton } from '../ui/IconButton'
import { Kbd } from '../ui/Kbd'
import { Segmented } from '../ui/Segmented'
import { SelectField } from '../ui/Select'
import { SwitchField } from '../ui/SwitchField'
import { TextArea } from '../ui/TextArea'
import { TextField } from '../ui/TextField'
import { toasts } from '../ui/toasts'
import { Section } from './Section'

const CHOICES = [
  { value: 'a', label: 'One' },
  { value: 'b', label: 'Another' },
]
const LOOKS = ['primary', 'plain', 'quiet', 'danger'] as const

/** What one presses and fills in. */
export function ControlParts() {
  const [text, setText] = useState('https://example.org')
  const [choice, setChoice] = useState('a')
  const [on, setOn] = useState(true)
  const [open, setOpen] = useState(false)
  return (
    <>
      {LOOKS.map((look) => (
        <Section key={look} title={`Button, ${look}: normal, busy, disabled`}>
          <div className="flex flex-wrap gap-2">
            <Button look={look}>Add monitor</Button>
            <Button look={look} busy>
              Add monitor
            </Button>
            <Button look={look} disabled>
              Add monitor
            </Button>
          </div>
        </Section>
      ))}
      <Section title="IconButton, CopyButton, Kbd, Dialog, Toast">
        <div className="flex flex-wrap items-center gap-2">
          <IconButton label="Edit" keys="e">
            <Pencil />
          </IconButton>
          <CopyButton text="copied" label="Copy the address" />
          <Kbd keys="g m" />
          <Button onClick={() => setOpen(true)}>Open a dialog</Button>
          <Button onClick={() => toasts.add({ title: 'Mail is deleted', actionProps: { children: 'Undo' } })}>
            Show a toast
          </Button>
        </div>
        <Dialog title="A dialog" open={open} onOpen={setOpen}>
          <p className="p-4">Escape closes it; the focus returns to its button.</p>
        </Dialog>
      </Section>
      <Section title="Fields: normal, hint, error, disabled, unit, select, text area">
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField label="Address" mono value={text} onValue={setText} />
          <TextField label="Name" hint="Left empty, it is called example.org" value="" onValue={setText} />
          <TextField label="Port" error="Enter a whole number" value="often" onValue={setText} />
          <TextField label="Locked" disabled value="as it is" onValue={setText} />
          <TextField label="Timeout" unit="s" value="10" onValue={setText} />
          <SelectField label="Choice" value={choice} options={CHOICES} onValue={setChoice} />
          <TextArea label="Body" value={'{"ok": true}'} onValue={setText} />
        </div>
        <SwitchField label="Follow redirects" hint="At most ten in a row" checked={on} onChecked={setOn} />
        <Segmented label="Choice" value={choice} options={CHOICES} onValue={setChoice} />
      </Section>
    </>
  )
}
