// SPDX-License-Identifier: GPL-2.0-only
// What js-libp2p takes from Node.js 22, for Node.js 20.
Promise.withResolvers ??= function () {
  let resolve, reject
  const promise = new this((yes, no) => { resolve = yes; reject = no })
  return { promise, resolve, reject }
}
