// What the servers are asked: different activities of the latest ruleset, drawn with a fixed seed.

#ifndef IZIN_TESTS_BENCHMARKS_REQUESTS_H_
#define IZIN_TESTS_BENCHMARKS_REQUESTS_H_

#include <string>
#include <vector>

#include <google/protobuf/message.h>
#include <grpcpp/support/byte_buffer.h>

#include "izin/v1/permit_classification_service.pb.h"

namespace izin {

inline constexpr std::size_t kRequests = 5000;
inline constexpr std::size_t kBatchItems = 1000;
inline constexpr std::size_t kColumnItems = 10'000;

using ClassifyRequests = std::vector<v1::ClassifyActivityRequest>;

// kRequests of them, each with a scope that offers its scale.
ClassifyRequests DrawRequests(v1::ClassificationView view);

grpc::ByteBuffer Encoded(const google::protobuf::Message& message);
std::vector<grpc::ByteBuffer> Encoded(const ClassifyRequests& requests);
// Batches of kBatchItems each.
std::vector<grpc::ByteBuffer> EncodedBatches(const ClassifyRequests& requests);

// kColumnItems activities by columns: code, scale and location of one request after the other.
grpc::ByteBuffer EncodedColumns(const ClassifyRequests& requests);

// A message of StreamClassifyActivities for each.
std::vector<grpc::ByteBuffer> EncodedMessages(const ClassifyRequests& requests);

// A text that tells the request from others drawn: "56101-1/2/1/3/2".
std::string KeyOf(const v1::ClassifyActivityRequest& request);

}  // namespace izin

#endif  // IZIN_TESTS_BENCHMARKS_REQUESTS_H_
