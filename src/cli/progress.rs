//! The progress bar: seen only on a terminal, gone when the work is done.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use rolesearch::ingest::Progress;

use super::Screen;

/// A bar for an ingest.
pub struct Bar<'s> {
    bar: ProgressBar,
    screen: &'s Screen,
    waits: bool,
}

impl<'s> Bar<'s> {
    /// A bar that is not shown yet.
    pub fn new(screen: &'s Screen) -> Self {
        let target = if screen.shows_progress() {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        };
        Bar {
            bar: ProgressBar::with_draw_target(None, target),
            screen,
            waits: false,
        }
    }

    /// Shows how far the work is.
    pub fn show(&mut self, progress: Progress) {
        match progress {
            Progress::Waiting if !self.waits => {
                self.waits = true;
                self.screen
                    .note("another ingest is at work; waiting for it");
            }
            Progress::Waiting => {}
            Progress::Reading { done, total } => {
                if self.bar.length() != Some(total as u64) {
                    self.bar
                        .set_style(style("{prefix} {bar:30} {pos}/{len} {eta}"));
                    self.bar.set_prefix("reading");
                    self.bar.set_length(total as u64);
                }
                self.bar.set_position(done as u64);
            }
            Progress::Publishing => {
                self.bar.set_style(style("{spinner} {prefix}"));
                self.bar.set_prefix("publishing the index");
                self.bar.enable_steady_tick(Duration::from_millis(100));
            }
        }
    }
}

impl Drop for Bar<'_> {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}
