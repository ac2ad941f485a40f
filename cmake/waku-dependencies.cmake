# Libraries beside ns-3; README.md says what each is for.
find_package(Boost 1.74 QUIET COMPONENTS graph)
find_package(nlohmann_json 3.9 QUIET)
find_path(CRYPTOPP_INCLUDE_DIR cryptopp/sha.h)
find_library(CRYPTOPP_LIBRARY NAMES cryptopp crypto++)
mark_as_advanced(CRYPTOPP_INCLUDE_DIR CRYPTOPP_LIBRARY)
find_package(GTest QUIET)

set(waku_missing)
if(NOT Boost_GRAPH_FOUND)
  list(APPEND waku_missing "Boost.Graph (libboost-graph-dev)")
endif()
if(NOT nlohmann_json_FOUND)
  list(APPEND waku_missing "nlohmann_json (nlohmann-json3-dev)")
endif()
if(CRYPTOPP_INCLUDE_DIR AND CRYPTOPP_LIBRARY)
  add_library(waku::cryptopp UNKNOWN IMPORTED)
  set_target_properties(
    waku::cryptopp PROPERTIES IMPORTED_LOCATION ${CRYPTOPP_LIBRARY}
                              INTERFACE_INCLUDE_DIRECTORIES ${CRYPTOPP_INCLUDE_DIR}
  )
else()
  list(APPEND waku_missing "Crypto++ (libcrypto++-dev)")
endif()
set(waku_libraries Boost::graph nlohmann_json::nlohmann_json waku::cryptopp)

# What study/ needs beside these. Where one is missing, all but study/ and its programs is built.
set(waku_study_missing)
set(waku_study_libraries)
