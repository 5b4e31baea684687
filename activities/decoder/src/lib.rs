//! Decodes MP3, FLAC and Ogg Vorbis by symphonia, as a WebAssembly module: one track an instance at a time. The host gives the
//! file's bytes on request and takes the samples piece by piece, each channel by itself.

mod host_file;
mod packets;
mod track;

use track::Track;

/// Samples a channel in each piece but the last.
pub const PIECE_FRAMES: usize = 16_384;
/// Mono and stereo: others need to know where their loudspeakers stand.
pub const MOST_CHANNELS: usize = 2;

/// What `decode` gives in place of a number of samples: something in the file is not as it should be.
const STUMBLED: i32 = -1;

static mut TRACK: Option<Track> = None;
static mut PIECE: [[f32; PIECE_FRAMES]; MOST_CHANNELS] = [[0.0; PIECE_FRAMES]; MOST_CHANNELS];

/// The one track. The module has one thread and no call of it runs within another.
#[allow(static_mut_refs)]
fn current() -> &'static mut Option<Track> {
    unsafe { &mut TRACK }
}

/// Begins a track of `bytes` bytes. Gives its rate in Hz, or 0 where this decoder is not for it.
#[no_mangle]
pub extern "C" fn begin(bytes: u32) -> u32 {
    *current() = Track::open(bytes.into());
    current().as_ref().map_or(0, Track::rate_hz)
}

#[no_mangle]
pub extern "C" fn channel_count() -> usize {
    current().as_ref().map_or(0, Track::channel_count)
}

/// Where the samples of a channel lie after `decode`.
#[no_mangle]
#[allow(static_mut_refs)]
pub extern "C" fn piece(channel: usize) -> *const f32 {
    unsafe { PIECE[channel].as_ptr() }
}

/// Decodes the next piece. Gives its samples a channel: fewer than `PIECE_FRAMES` at the end, 0 behind it, `STUMBLED` where something in
/// the piece is not as it should be.
#[no_mangle]
#[allow(static_mut_refs)]
pub extern "C" fn decode() -> i32 {
    let filled = current()
        .as_mut()
        .and_then(|track| track.fill(unsafe { &mut PIECE }));
    filled.map_or(STUMBLED, |frames| frames as i32)
}

/// Frees what the track held.
#[no_mangle]
pub extern "C" fn end() {
    *current() = None;
}
