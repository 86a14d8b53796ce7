// Clients that say what they like, for tests of what a server takes.

#ifndef IZIN_TESTS_INTEGRATION_RAW_CLIENT_H_
#define IZIN_TESTS_INTEGRATION_RAW_CLIENT_H_

#include <cstdint>
#include <fstream>
#include <memory>
#include <netinet/in.h>
#include <string>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

#include <arpa/inet.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/support/byte_buffer.h>

#include "tests/integration/served.h"

namespace izin::testing {

// A socket with a TCP connection to "127.0.0.1:PORT", of whoever asks for it; -1 where nobody takes
// it.
inline int ConnectedTo(const std::string& address) {
  sockaddr_in to = {};
  to.sin_family = AF_INET;
  to.sin_port =
      htons(static_cast<std::uint16_t>(std::stoi(address.substr(address.rfind(':') + 1))));
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (::connect(fd, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0) return fd;
  ::close(fd);
  return -1;
}

// One that sends `bytes` and stays open.
class RawClient {
 public:
  RawClient(const std::string& address, const std::string& bytes)
      : socket_(ConnectedTo(address)),
        is_open_(::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL) ==
                 static_cast<ssize_t>(bytes.size())) {}
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;
  ~RawClient() { ::close(socket_); }
  bool is_open() const { return is_open_; }

 private:
  int socket_;
  bool is_open_;
};

// Calls `method` with `bytes`, compressed where `algorithm` says so.
inline grpc::Status CallWithBytes(const std::shared_ptr<grpc::Channel>& channel,
                                  const std::string& method, const std::string& bytes,
                                  grpc_compression_algorithm algorithm = GRPC_COMPRESS_NONE) {
  grpc::GenericStub stub(channel);
  grpc::CompletionQueue queue;
  const auto context = Within(60);
  context->set_compression_algorithm(algorithm);
  const grpc::Slice slice(bytes);
  const grpc::ByteBuffer request(&slice, 1);
  auto call = stub.PrepareUnaryCall(context.get(), method, request, &queue);
  call->StartCall();
  grpc::ByteBuffer response;
  grpc::Status status;
  call->Finish(&response, &status, nullptr);
  void* tag = nullptr;
  bool ok = false;
  queue.Next(&tag, &ok);
  return status;
}

// Calls `method` with the message; what comes back into `bytes`.
inline grpc::Status CallForBytes(grpc::GenericStub& stub, const std::string& method,
                                 const google::protobuf::Message& request, std::string& bytes) {
  grpc::CompletionQueue queue;
  const auto context = Within(60);
  const grpc::Slice slice(request.SerializeAsString());
  const grpc::ByteBuffer sent(&slice, 1);
  auto call = stub.PrepareUnaryCall(context.get(), method, sent, &queue);
  call->StartCall();
  grpc::ByteBuffer response;
  grpc::Status status;
  call->Finish(&response, &status, nullptr);
  void* tag = nullptr;
  bool ok = false;
  queue.Next(&tag, &ok);
  std::vector<grpc::Slice> slices;
  if (status.ok() && response.Dump(&slices).ok()) {
    for (const grpc::Slice& piece : slices)
      bytes.append(reinterpret_cast<const char*>(piece.begin()), piece.size());
  }
  return status;
}

// A varint of the protobuf encoding.
inline std::string Varint(std::uint64_t value) {
  std::string out;
  for (; value >= 0x80; value >>= 7) out.push_back(static_cast<char>(value | 0x80));
  out.push_back(static_cast<char>(value));
  return out;
}

// A field of bytes, with a number below 16.
inline std::string BytesField(int number, const std::string& bytes) {
  return std::string(1, static_cast<char>(number << 3 | 2)) + Varint(bytes.size()) + bytes;
}

// One figure of a process, in MiB: VmRSS or VmHWM.
inline long MemoryOf(pid_t pid, const std::string& figure) {
  std::ifstream in("/proc/" + std::to_string(pid) + "/status");
  for (std::string line; std::getline(in, line);) {
    if (line.rfind(figure + ":", 0) == 0) return std::stol(line.substr(figure.size() + 1)) / 1024;
  }
  return -1;
}

// From here on VmHWM is the peak since now.
inline void ResetPeak(pid_t pid) {
  std::ofstream("/proc/" + std::to_string(pid) + "/clear_refs") << "5";
}

}  // namespace izin::testing

#endif  // IZIN_TESTS_INTEGRATION_RAW_CLIENT_H_
