//! A logo: read once when it comes in, so that nothing broken is kept, and again when it is printed.

use std::io::Cursor;

use png::{BitDepth, ColorType, Decoder, Limits, Transformations};

/// Longer sides are for posters.
const SIDE_MAX: u32 = 3_000;
/// What decoding one may take.
const MEMORY_MAX: usize = 32 * 1024 * 1024;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureKind {
    Png,
    Jpeg,
}

/// A picture that can be printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    pub kind: PictureKind,
    pub bytes: Vec<u8>,
    pub width: u32,
    pub height: u32,
}

/// Why a file is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WrongPicture {
    #[error("neither PNG nor JPEG")]
    Unknown,
    #[error("broken")]
    Broken,
    #[error("more than {SIDE_MAX} pixels wide or high")]
    TooLarge,
    /// Colours as printing presses mix them; browsers and readers show each their own.
    #[error("CMYK")]
    Cmyk,
}

/// Colours and, where not everything is opaque, how opaque; eight bits a channel.
pub struct Pixels {
    pub width: u32,
    pub height: u32,
    pub rgb: Vec<u8>,
    pub alpha: Option<Vec<u8>>,
}

impl Picture {
    /// # Errors
    /// [`WrongPicture`]
    pub fn read(bytes: Vec<u8>) -> Result<Self, WrongPicture> {
        let (kind, width, height) = if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            let pixels = decode(&bytes)?;
            (PictureKind::Png, pixels.width, pixels.height)
        } else if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
            let Jpeg { width, height, channels } = jpeg(&bytes).ok_or(WrongPicture::Broken)?;
            if channels == 4 {
                return Err(WrongPicture::Cmyk);
            }
            (PictureKind::Jpeg, width, height)
        } else {
            return Err(WrongPicture::Unknown);
        };
        if width == 0 || height == 0 {
            return Err(WrongPicture::Broken);
        }
        if width > SIDE_MAX || height > SIDE_MAX {
            return Err(WrongPicture::TooLarge);
        }
        Ok(Self { kind, bytes, width, height })
    }

    /// Its size on paper, as large as `width` and `height` allow.
    pub fn within(&self, width: f32, height: f32) -> (f32, f32) {
        let (own_width, own_height) = (side(self.width), side(self.height));
        let scale = (width / own_width).min(height / own_height);
        (own_width * scale, own_height * scale)
    }

    /// Whether a JPEG has one channel.
    pub fn is_gray(&self) -> bool {
        self.kind == PictureKind::Jpeg && jpeg(&self.bytes).is_some_and(|jpeg| jpeg.channels == 1)
    }

    pub const fn media_type(&self) -> &'static str {
        match self.kind {
            PictureKind::Png => "image/png",
            PictureKind::Jpeg => "image/jpeg",
        }
    }
}

fn side(pixels: u32) -> f32 {
    f32::from(u16::try_from(pixels).unwrap_or(u16::MAX))
}

/// # Errors
/// [`WrongPicture`]
pub fn decode(bytes: &[u8]) -> Result<Pixels, WrongPicture> {
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), Limits { bytes: MEMORY_MAX });
    decoder.set_transformations(Transformations::normalize_to_color8() | Transformations::ALPHA);
    let mut reader = decoder.read_info().map_err(|_| WrongPicture::Broken)?;
    let (width, height) = (reader.info().width, reader.info().height);
    if width > SIDE_MAX || height > SIDE_MAX {
        return Err(WrongPicture::TooLarge);
    }
    let size = reader.output_buffer_size().filter(|size| *size <= MEMORY_MAX).ok_or(WrongPicture::TooLarge)?;
    let mut data = vec![0; size];
    let frame = reader.next_frame(&mut data).map_err(|_| WrongPicture::Broken)?;
    if frame.bit_depth != BitDepth::Eight {
        return Err(WrongPicture::Broken);
    }
    data.truncate(frame.buffer_size());
    let (mut rgb, mut alpha) = (Vec::new(), Vec::new());
    match frame.color_type {
        ColorType::Rgba => {
            for pixel in data.chunks_exact(4) {
                rgb.extend_from_slice(&pixel[..3]);
                alpha.push(pixel[3]);
            }
        }
        ColorType::GrayscaleAlpha => {
            for pixel in data.chunks_exact(2) {
                rgb.extend_from_slice(&[pixel[0]; 3]);
                alpha.push(pixel[1]);
            }
        }
        ColorType::Rgb => rgb = data,
        ColorType::Grayscale => rgb.extend(data.iter().flat_map(|gray| [*gray; 3])),
        ColorType::Indexed => return Err(WrongPicture::Broken),
    }
    let alpha = alpha.iter().any(|one| *one != 255).then_some(alpha);
    Ok(Pixels { width, height, rgb, alpha })
}

struct Jpeg {
    width: u32,
    height: u32,
    channels: u8,
}

/// What the frame header of a JPEG says.
fn jpeg(bytes: &[u8]) -> Option<Jpeg> {
    let mut at = 2;
    loop {
        let [0xff, marker, high, low] = *bytes.get(at..at + 4)? else { return None };
        let length = usize::from(u16::from_be_bytes([high, low]));
        // Start of a frame; C4, C8 and CC are tables.
        if matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc) {
            let head = bytes.get(at + 4..at + 10)?;
            let pair = |i: usize| u32::from(u16::from_be_bytes([head[i], head[i + 1]]));
            let channels = head[5];
            // It must not end right after its head.
            return (matches!(channels, 1 | 3 | 4) && bytes.ends_with(&[0xff, 0xd9])).then(|| Jpeg {
                height: pair(1),
                width: pair(3),
                channels,
            });
        }
        at += 2 + length;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_read_or_named_wrong() {
        let png = testing::png(4, 2, Some(128));
        let read = Picture::read(png.clone()).expect("png");
        assert_eq!((read.kind, read.width, read.height), (PictureKind::Png, 4, 2));
        assert_eq!(read.within(100.0, 20.0), (40.0, 20.0));
        assert!(decode(&png).expect("pixels").alpha.is_some());
        assert_eq!(Picture::read(png[..40].to_vec()), Err(WrongPicture::Broken));
        assert_eq!(Picture::read(b"<svg onload=alert(1)>".to_vec()), Err(WrongPicture::Unknown));
        assert_eq!(Picture::read(testing::png(3_001, 1, None)), Err(WrongPicture::TooLarge));
        let jpeg = |channels: u8| {
            let frame = [0xff, 0xc0, 0, 11, 8, 0, 20, 0, 40, channels, 1, 0x11, 0];
            [[0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0].as_slice(), &frame, &[0xff, 0xd9]].concat()
        };
        let read = Picture::read(jpeg(1)).expect("jpeg");
        assert_eq!((read.width, read.height, read.is_gray()), (40, 20, true));
        assert_eq!(Picture::read(jpeg(4)), Err(WrongPicture::Cmyk));
        assert_eq!(Picture::read(jpeg(9)), Err(WrongPicture::Broken));
        assert_eq!(Picture::read(vec![0xff, 0xd8, 0xff]), Err(WrongPicture::Broken));
    }
}

#[cfg(test)]
pub mod testing {
    use png::{BitDepth, ColorType, Encoder};

    /// One colour, as opaque as said.
    pub fn png(width: u32, height: u32, alpha: Option<u8>) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = Encoder::new(&mut bytes, width, height);
        encoder.set_color(if alpha.is_some() { ColorType::Rgba } else { ColorType::Rgb });
        encoder.set_depth(BitDepth::Eight);
        let pixel = [[31, 58, 95].as_slice(), &alpha.map_or(vec![], |alpha| vec![alpha])].concat();
        let data = pixel.repeat((width * height) as usize);
        encoder.write_header().expect("head").write_image_data(&data).expect("data");
        bytes
    }
}
