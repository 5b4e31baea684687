use symphonia::core::codecs::audio::{AudioDecoder, AudioDecoderOptions};
use symphonia::core::errors::Result;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::FormatOptions;
use symphonia::core::io::{MediaSourceStream, MediaSourceStreamOptions};
use symphonia::core::meta::MetadataOptions;

use crate::host_file::HostFile;
use crate::packets::Packets;
use crate::{MOST_CHANNELS, PIECE_FRAMES};

/// Bytes that are asked of the host at once, at most.
const READ_AHEAD: usize = 128 * 1024;

/// A track on its way through the decoder.
pub struct Track {
    packets: Packets,
    decoder: Box<dyn AudioDecoder>,
    id: u32,
    rate_hz: u32,
    channel_count: usize,
    /// How many samples the decoder gave last, and how many of those have been taken.
    available: usize,
    taken: usize,
    is_ended: bool,
}

impl Track {
    /// None where the file is not of the kinds that this decoder is for, or not as it should be from its start.
    pub fn open(bytes: u64) -> Option<Self> {
        let options = MediaSourceStreamOptions {
            buffer_len: READ_AHEAD,
        };
        let source = MediaSourceStream::new(Box::new(HostFile::new(bytes)), options);
        let probe = symphonia::default::get_probe();
        let format = probe
            .probe(
                &Hint::new(),
                source,
                FormatOptions::default(),
                MetadataOptions::default(),
            )
            .ok()?;
        let [track] = format.tracks() else {
            return None;
        };
        let parameters = track.codec_params.as_ref()?.audio()?;
        let (id, rate_hz) = (track.id, parameters.sample_rate?);
        let channel_count = parameters.channels.as_ref()?.count();
        if channel_count > MOST_CHANNELS {
            return None;
        }
        let codecs = symphonia::default::get_codecs();
        let decoder = codecs
            .make_audio_decoder(parameters, &AudioDecoderOptions::default())
            .ok()?;
        let track = track.clone();
        Some(Track {
            packets: Packets::new(format, &track),
            decoder,
            id,
            rate_hz,
            channel_count,
            available: 0,
            taken: 0,
            is_ended: false,
        })
    }

    pub fn rate_hz(&self) -> u32 {
        self.rate_hz
    }

    pub fn channel_count(&self) -> usize {
        self.channel_count
    }

    /// Fills the rows as far as there are samples and gives how many each has then; None where something is not as it should be.
    pub fn fill(&mut self, rows: &mut [[f32; PIECE_FRAMES]; MOST_CHANNELS]) -> Option<usize> {
        let mut filled = 0;
        loop {
            let count = (self.available - self.taken).min(PIECE_FRAMES - filled);
            self.copy(count, rows, filled);
            filled += count;
            if filled == PIECE_FRAMES || self.is_ended {
                return Some(filled);
            }
            self.decode_packet()
                .ok()
                .filter(|&is_as_announced| is_as_announced)?;
        }
    }

    fn copy(&mut self, count: usize, rows: &mut [[f32; PIECE_FRAMES]; MOST_CHANNELS], to: usize) {
        if count == 0 {
            return;
        }
        let [left, right] = rows.each_mut().map(|row| &mut row[to..to + count]);
        let source = self.decoder.last_decoded();
        let slice = source.slice(self.taken..self.taken + count);
        match self.channel_count {
            1 => slice.copy_to_slice_planar::<f32, _>(&mut [left]),
            _ => slice.copy_to_slice_planar::<f32, _>(&mut [left, right]),
        }
        self.taken += count;
    }

    /// Whether what came is of the rate and the channels that the track began with.
    fn decode_packet(&mut self) -> Result<bool> {
        (self.available, self.taken) = (0, 0);
        let Some(packet) = self.packets.next()? else {
            self.is_ended = true;
            return Ok(true);
        };
        let decoded = self.decoder.decode(&packet)?;
        self.available = decoded.frames();
        let spec = decoded.spec();
        Ok(packet.track_id == self.id
            && spec.rate() == self.rate_hz
            && decoded.num_planes() == self.channel_count)
    }
}
