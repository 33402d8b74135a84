//! A conveyor carries jobs through all cores and hands the results back in the order the jobs were put on.
//!
//! How much lies on it at once is bounded, so neither a large file nor a slow one makes memory grow.

use std::collections::BTreeMap;
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use crate::Error;

/// Stack of a worker. Our own walkers are iterative; this is for libraries that are not, and costs address space only.
const STACK: usize = 16 << 20;

/// What the jobs on the conveyor may weigh together; one that weighs more goes alone.
const MOST: u64 = 48 << 20;

/// What a job weighs at least, so that no more than a thousand are on the way.
const LEAST: u64 = 48 << 10;

/// A tree or blocks take so many times the bytes they were read from, in pages with little text and many tags.
const GROWTH: u64 = 8;

/// How many threads can run at once.
pub fn cores() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// What a job weighs that reads so many bytes of an article: what it keeps in memory while it is on the way.
pub fn weight(bytes: u64) -> u64 {
    LEAST + GROWTH * bytes
}

/// Does `work` on every job, each with its [`weight`], on so many threads, and `take`s the results in order on this one.
/// Ends at the first error: one that `take` returns, or that there is no thread to be had.
pub fn in_order<J: Send, R: Send, E: From<Error>>(
    threads: usize,
    jobs: impl Iterator<Item = (J, u64)> + Send,
    work: impl Fn(J) -> R + Sync,
    mut take: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let scales = Scales::default();
    thread::scope(|scope| {
        let (give, get) = mpsc::sync_channel(2 * threads);
        let get = Arc::new(Mutex::new(get));
        let (put, done) = mpsc::channel();
        for _ in 0..threads {
            let (get, put, work, on) = (Arc::clone(&get), put.clone(), &work, &scales);
            spawn(scope, move || {
                let _watch = Watch(on);
                while let Some((number, weight, job)) = next(&get) {
                    if put.send((number, weight, work(job))).is_err() {
                        break;
                    }
                }
            })?;
        }
        drop((get, put));
        let on = &scales;
        spawn(scope, move || {
            for (number, (job, weight)) in jobs.enumerate() {
                if !on.put(weight) || give.send((number, weight, job)).is_err() {
                    break;
                }
            }
        })?;
        let mut early = BTreeMap::new();
        let mut expected = 0;
        for (number, weight, result) in done {
            early.insert(number, (weight, result));
            while let Some((weight, result)) = early.remove(&expected) {
                if let Err(error) = take(result) {
                    scales.close();
                    return Err(error);
                }
                scales.take_off(weight);
                expected += 1;
            }
        }
        Ok(())
    })
}

fn spawn<'scope, F: FnOnce() + Send + 'scope>(
    scope: &'scope thread::Scope<'scope, '_>,
    run: F,
) -> Result<(), Error> {
    thread::Builder::new()
        .stack_size(STACK)
        .spawn_scoped(scope, run)
        .map(drop)
        .map_err(|source| Error::Io {
            path: "a thread for reading articles".into(),
            source,
        })
}

fn next<T>(get: &Mutex<Receiver<T>>) -> Option<T> {
    get.lock()
        .unwrap_or_else(PoisonError::into_inner)
        .recv()
        .ok()
}

/// What lies on the conveyor, in weight.
#[derive(Default)]
struct Scales {
    load: Mutex<Load>,
    lighter: Condvar,
}

#[derive(Default)]
struct Load {
    weight: u64,
    is_closed: bool,
}

/// A worker that panics takes its job's weight with it; nobody shall wait for that.
struct Watch<'a>(&'a Scales);

impl Drop for Watch<'_> {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0.close();
        }
    }
}

impl Scales {
    /// Waits until there is room; `false` when there will be none.
    fn put(&self, weight: u64) -> bool {
        let is_full =
            |load: &mut Load| !load.is_closed && load.weight > 0 && load.weight + weight > MOST;
        let mut load = self
            .lighter
            .wait_while(self.load(), is_full)
            .unwrap_or_else(PoisonError::into_inner);
        load.weight += weight;
        !load.is_closed
    }

    fn take_off(&self, weight: u64) {
        self.load().weight -= weight;
        self.lighter.notify_all();
    }

    fn close(&self) {
        self.load().is_closed = true;
        self.lighter.notify_all();
    }

    fn load(&self) -> MutexGuard<'_, Load> {
        self.load.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;
    use std::time::Duration;

    #[test]
    fn results_come_in_order_whoever_is_slow() {
        for threads in [1, 2, 7] {
            let mut taken = Vec::new();
            let work = |n: u64| {
                thread::sleep(Duration::from_micros(n * 7919 % 1000));
                n * n
            };
            in_order::<_, _, Error>(threads, (0..500).map(|n| (n, MOST / 5)), work, |n| {
                taken.push(n);
                Ok(())
            })
            .unwrap();
            assert_eq!(taken, (0..500).map(|n| n * n).collect::<Vec<_>>());
        }
    }

    #[test]
    fn an_error_ends_it() {
        let mut taken = 0;
        let result = in_order(
            3,
            (0..u64::MAX).map(|n| (n, 2 * MOST)),
            |n| n,
            |_| {
                taken += 1;
                if taken < 10 {
                    Ok(())
                } else {
                    Err(Error::NoCorpus {
                        path: "enough".into(),
                    })
                }
            },
        );
        assert!(matches!(result, Err(Error::NoCorpus { path }) if path == Path::new("enough")));
        assert_eq!(taken, 10);
    }

    #[test]
    #[should_panic = "a scoped thread panicked"]
    fn a_panic_ends_it_too() {
        let work = |n: u64| assert!(n < 3, "as ordered");
        let jobs = (0..u64::MAX).map(|n| (n, MOST));
        in_order::<_, _, Error>(2, jobs, work, |()| Ok(())).ok();
    }

    #[test]
    fn nothing_to_do_is_done() {
        in_order::<u8, _, Error>(4, std::iter::empty(), |n| n, |_| Ok(())).unwrap();
    }
}
