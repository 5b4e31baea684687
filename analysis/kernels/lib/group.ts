/**
 * The last butterfly of a transform, of a group of four elements (in bytes: a at 0, b at 32, c at 64, d at 96; it has no twiddle
 * factors): real and imaginary part of output j are `yjr` and `yji`.
 */

@inline
export function y0r(group: usize): v128 {
  return f32x4.add(f32x4.add(v128.load(group), v128.load(group, 64)), f32x4.add(v128.load(group, 32), v128.load(group, 96)));
}

@inline
export function y0i(group: usize): v128 {
  return f32x4.add(f32x4.add(v128.load(group, 16), v128.load(group, 80)), f32x4.add(v128.load(group, 48), v128.load(group, 112)));
}

@inline
export function y2r(group: usize): v128 {
  return f32x4.sub(f32x4.add(v128.load(group), v128.load(group, 64)), f32x4.add(v128.load(group, 32), v128.load(group, 96)));
}

@inline
export function y2i(group: usize): v128 {
  return f32x4.sub(f32x4.add(v128.load(group, 16), v128.load(group, 80)), f32x4.add(v128.load(group, 48), v128.load(group, 112)));
}

@inline
export function y1r(group: usize): v128 {
  return f32x4.add(f32x4.sub(v128.load(group), v128.load(group, 64)), f32x4.sub(v128.load(group, 48), v128.load(group, 112)));
}

@inline
export function y1i(group: usize): v128 {
  return f32x4.add(f32x4.sub(v128.load(group, 16), v128.load(group, 80)), f32x4.sub(v128.load(group, 96), v128.load(group, 32)));
}

@inline
export function y3r(group: usize): v128 {
  return f32x4.sub(f32x4.sub(v128.load(group), v128.load(group, 64)), f32x4.sub(v128.load(group, 48), v128.load(group, 112)));
}

@inline
export function y3i(group: usize): v128 {
  return f32x4.sub(f32x4.sub(v128.load(group, 16), v128.load(group, 80)), f32x4.sub(v128.load(group, 96), v128.load(group, 32)));
}
