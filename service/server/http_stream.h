// The bytes of one connection of HTTP, each wait and each amount of them bounded.

#ifndef IZIN_SERVICE_SERVER_HTTP_STREAM_H_
#define IZIN_SERVICE_SERVER_HTTP_STREAM_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/time/time.h"
#include <httplib.h>

#include "service/server/http_limits.h"

namespace izin {

// Why no more can be read.
enum class HttpFault : std::uint8_t { kNone, kHeadersTooLong, kBodyTooLong, kTooSlow, kGone };

// What the library reads requests from and writes answers to. The library's own stream bounds each
// wait and nothing else: a client that sends a byte now and then, or headers without an end, would
// hold its thread and our memory for as long as it likes.
//
// Single-threaded. Does not own the descriptor, which must not block.
class HttpStream final : public httplib::Stream {
 public:
  HttpStream(int fd, const HttpLimits& limits) : fd_(fd), limits_(limits), buffer_(kBufferBytes) {}

  // Waits for the first byte of a request. False where none comes in time, the client has gone or
  // `is_over` says so; that is asked now and then.
  bool AwaitRequest(absl::FunctionRef<bool()> is_over);

  HttpFault fault() const { return fault_; }
  // Whether the client has closed its side.
  bool IsGone() const;
  // Whether the headers of the request have been read to their end.
  bool is_in_body() const { return is_in_body_; }

  // Ends our side, and reads what the client still sends, for a while: what is closed with bytes
  // unread is reset, and the last answer may be lost.
  void EndGently();

  bool is_readable() const override { return fault_ == HttpFault::kNone; }
  bool is_writable() const override { return !is_write_failed_; }
  ssize_t read(char* to, std::size_t size) override;
  ssize_t write(const char* from, std::size_t size) override;
  void get_remote_ip_and_port(std::string& ip, int& port) const override { Nowhere(ip, port); }
  void get_local_ip_and_port(std::string& ip, int& port) const override { Nowhere(ip, port); }
  // The library refuses descriptors that are too large for select, which it does not use here.
  socket_t socket() const override { return 0; }

 private:
  static constexpr std::size_t kBufferBytes = std::size_t{16} << 10;

  static void Nowhere(std::string& ip, int& port) {
    ip.clear();
    port = 0;
  }
  // Bytes into the buffer, until the deadline; false and a fault where none come.
  bool Fill();
  // Counts what was read; false where it is too much.
  bool Count(const char* bytes, std::size_t size);
  // Waits for `events` of poll; false at the deadline.
  bool Await(short events, absl::Time deadline) const;

  const int fd_;
  const HttpLimits& limits_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0;  // of what is read and not taken
  std::size_t end_ = 0;
  // Of this request.
  HttpFault fault_ = HttpFault::kNone;
  absl::Time deadline_ = absl::InfinitePast();  // for its bytes to come
  bool is_in_body_ = false;
  int line_ends_ = 0;  // of "\r\n\r\n", how many have just been seen
  std::size_t header_bytes_ = 0;
  std::size_t body_bytes_ = 0;
  bool is_write_failed_ = false;
};

}  // namespace izin

#endif  // IZIN_SERVICE_SERVER_HTTP_STREAM_H_
