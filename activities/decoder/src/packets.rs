use std::collections::VecDeque;

use symphonia::core::codecs::audio::well_known::{CODEC_ID_MP3, CODEC_ID_VORBIS};
use symphonia::core::errors::Result;
use symphonia::core::formats::{FormatReader, Track};
use symphonia::core::packet::Packet;
use symphonia::core::units::Duration;

/// The packets of a file in order, each with as much cut off its end as the file says.
pub struct Packets {
    format: Box<dyn FormatReader>,
    ends: Ends,
    ahead: VecDeque<Packet>,
}

/// What says where the sound ends. symphonia cuts more off than these do.
enum Ends {
    /// The last page alone (Vorbis I, appendix A.2): symphonia lets every page cut, and encoders write pages that lie before their sound.
    ByLastPage,
    /// The padding of a LAME tag, up to this many samples: symphonia also guesses an end where no tag says it, and ends there what goes on.
    ByPadding {
        until: i64,
    },
    Marked,
}

impl Packets {
    pub fn new(format: Box<dyn FormatReader>, track: &Track) -> Self {
        let codec = track
            .codec_params
            .as_ref()
            .and_then(|parameters| parameters.audio())
            .map(|audio| audio.codec);
        let ends = match codec {
            Some(CODEC_ID_VORBIS) => Ends::ByLastPage,
            Some(CODEC_ID_MP3) => {
                let padded = track
                    .padding
                    .and_then(|padding| Some(track.num_frames? + u64::from(padding)));
                Ends::ByPadding {
                    until: padded.map_or(0, |samples| samples as i64),
                }
            }
            _ => Ends::Marked,
        };
        Packets {
            format,
            ends,
            ahead: VecDeque::new(),
        }
    }

    pub fn next(&mut self) -> Result<Option<Packet>> {
        match self.ends {
            Ends::ByLastPage => self.next_by_pages(),
            Ends::ByPadding { until } => Ok(self.format.next_packet()?.map(|mut packet| {
                if packet.pts.get() >= until {
                    packet.trim_end = Duration::ZERO;
                }
                packet
            })),
            Ends::Marked => self.format.next_packet(),
        }
    }

    /// Looks ahead as far as the first packet that is whole: what is cut off those before it is so by a page that is not the last.
    fn next_by_pages(&mut self) -> Result<Option<Packet>> {
        while self.ahead.is_empty() || self.ahead.back().is_some_and(is_cut) {
            let Some(packet) = self.format.next_packet()? else {
                break;
            };
            self.ahead.push_back(packet);
            if self.ahead.back().is_some_and(|last| !is_cut(last)) {
                self.ahead
                    .iter_mut()
                    .for_each(|each| each.trim_end = Duration::ZERO);
            }
        }
        Ok(self.ahead.pop_front())
    }
}

fn is_cut(packet: &Packet) -> bool {
    packet.trim_end != Duration::ZERO
}
