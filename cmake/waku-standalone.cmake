# A folder of its own: library, examples and tests against an installed ns-3.
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Debug, Release or RelWithDebInfo" FORCE)
endif()
option(WAKU_SANITIZE "Build with AddressSanitizer and UndefinedBehaviorSanitizer" OFF)
option(WAKU_WERROR "Treat warnings as errors" OFF)

set(CMAKE_CXX_STANDARD 17)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_VISIBILITY_PRESET default)

find_program(waku_ccache ccache)
if(waku_ccache)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${waku_ccache})
endif()

if(waku_missing)
  list(JOIN waku_missing ", " waku_missing_text)
  message(FATAL_ERROR "waku needs: ${waku_missing_text}. ./quickstart installs them.")
endif()
include(${waku_dir}/cmake/waku-installed-ns3.cmake)

# The same flat "ns3/name.h" that an ns-3 tree offers, so that a script compiles in both homes.
set(waku_include_dir ${CMAKE_BINARY_DIR}/include)
set(waku_module_header "")
foreach(header IN LISTS waku_headers)
  get_filename_component(name ${header} NAME)
  file(CONFIGURE OUTPUT ${waku_include_dir}/ns3/${name}
       CONTENT "#include \"${waku_dir}/${header}\"\n")
  string(APPEND waku_module_header "#include \"ns3/${name}\"\n")
endforeach()
file(CONFIGURE OUTPUT ${waku_include_dir}/ns3/waku-module.h
     CONTENT "#pragma once\n${waku_module_header}")

add_library(waku-options INTERFACE)
target_compile_options(waku-options INTERFACE -Wall -Wextra)
if(WAKU_WERROR)
  target_compile_options(waku-options INTERFACE -Werror)
endif()
if(WAKU_SANITIZE)
  target_compile_options(waku-options INTERFACE -fsanitize=address,undefined
                                                -fno-sanitize-recover=undefined
                                                -fno-omit-frame-pointer)
  target_link_options(waku-options INTERFACE -fsanitize=address,undefined)
endif()

add_library(ns3-waku SHARED ${waku_sources})
target_include_directories(ns3-waku PUBLIC ${waku_include_dir})
target_link_libraries(ns3-waku PUBLIC ${waku_ns3_targets} ${waku_libraries}
                               PRIVATE waku-options)
if(NOT APPLE)
  # A program that knows the module by the names of TypeIds alone has to load it too.
  target_link_options(ns3-waku INTERFACE LINKER:--no-as-needed)
endif()

function(waku_add_program name source)
  add_executable(${name} ${source})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/examples)
  target_link_libraries(${name} PRIVATE ns3-waku waku-options)
endfunction()
add_subdirectory(${waku_dir}/examples)

if(GTest_FOUND)
  enable_testing()
  add_subdirectory(${waku_dir}/test)
else()
  message(STATUS "waku: no tests, since GoogleTest (libgtest-dev) is missing")
endif()
