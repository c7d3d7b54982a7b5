import { ControlParts } from './ControlParts'
import { DataParts } from './DataParts'
import { SettingsParts } from './SettingsParts'
import { StateParts } from './StateParts'

/** The same parts side by side in both themes. */
export function Styleguide() {
  return (
    <main className="grid min-w-0 xl:grid-cols-2">
      {(['light', 'dark'] as const).map((scheme) => (
        <div key={scheme} className="min-w-0 bg-canvas px-6 py-8 text-text" style={{ colorScheme: scheme }}>
          <h1 className="mb-6 font-semibold text-2xl capitalize">{scheme}</h1>
          <div className="grid grid-cols-[minmax(0,1fr)] gap-8">
            <ControlParts />
            <SettingsParts />
            <DataParts />
            <StateParts />
          </div>
        </div>
      ))}
    </main>
  )
}
