import { Button } from '../../components/Button.tsx';
import { Card } from '../../components/Card.tsx';
import { SettingsSection } from './SettingsSection.tsx';

/** The ways out. Forms without a script, so that they work whatever else does not. */
export function SignInSection() {
  return (
    <SettingsSection
      id="sign-in"
      title="Sign-in"
      lede="You are signed in with Google. SideTrack keeps who you are there and no token of Google’s."
    >
      <Card>
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
          <p className="min-w-0 flex-1 basis-72 text-sm text-ink-soft">
            Signing out everywhere ends every browser’s sign-in at once, this one too. API tokens go on.
          </p>
          <div className="flex flex-wrap gap-2">
            <form method="post" action="/auth/sign-out" data-astro-reload>
              <Button type="submit" look="quiet">
                Sign out
              </Button>
            </form>
            <form method="post" action="/auth/sign-out" data-astro-reload>
              <input type="hidden" name="everywhere" value="1" />
              <Button type="submit" look="quiet">
                Sign out everywhere
              </Button>
            </form>
          </div>
        </div>
      </Card>
    </SettingsSection>
  );
}
