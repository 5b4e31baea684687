use std::io::{Error, Read, Result, Seek, SeekFrom};

use symphonia::core::io::MediaSource;

#[link(wasm_import_module = "host")]
extern "C" {
    /// Reads up to `length` bytes of the file from `position` into the memory at `target`; negative where it fails.
    fn read(position: u32, target: *mut u8, length: usize) -> i32;
}

/// The file that the host reads for this module.
pub struct HostFile {
    position: u64,
    bytes: u64,
}

impl HostFile {
    pub fn new(bytes: u64) -> Self {
        HostFile { position: 0, bytes }
    }
}

impl Read for HostFile {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        if self.position >= self.bytes {
            return Ok(0);
        }
        let count = unsafe { read(self.position as u32, buffer.as_mut_ptr(), buffer.len()) };
        let count = usize::try_from(count).map_err(|_| Error::other("the file cannot be read"))?;
        self.position += count as u64;
        Ok(count)
    }
}

impl Seek for HostFile {
    fn seek(&mut self, to: SeekFrom) -> Result<u64> {
        let target = match to {
            SeekFrom::Start(from_start) => i128::from(from_start),
            SeekFrom::Current(by) => i128::from(self.position) + i128::from(by),
            SeekFrom::End(by) => i128::from(self.bytes) + i128::from(by),
        };
        self.position = u64::try_from(target).map_err(|_| Error::other("before the start"))?;
        Ok(self.position)
    }
}

impl MediaSource for HostFile {
    fn is_seekable(&self) -> bool {
        true
    }

    fn byte_len(&self) -> Option<u64> {
        Some(self.bytes)
    }
}
