# SPDX-License-Identifier: GPL-2.0-only
# contrib/waku in an ns-3 tree that is built with waf (ns-3.35).
import wutils

MODULES = ['core', 'network', 'internet', 'point-to-point', 'traffic-control', 'stats']

# Package, and what a compiler needs of it.
LIBRARIES = [
    ('Boost.Graph (libboost-graph-dev)', dict(header_name='boost/graph/graphml.hpp', lib='boost_graph')),
    ('nlohmann_json (nlohmann-json3-dev)', dict(header_name='nlohmann/json.hpp')),
    ('Crypto++ (libcrypto++-dev)', dict(header_name='cryptopp/sha.h', lib='cryptopp')),
]


def configure(conf):
    def have(uselib, arguments):
        return conf.check_cxx(mandatory=False, uselib_store=uselib, **arguments)

    missing = [name for name, arguments in LIBRARIES if not have('WAKU', arguments)]
    conf.env['ENABLE_WAKU'] = not missing
    conf.env['ENABLE_WAKU_TESTS'] = have('WAKU_TEST', dict(header_name='gtest/gtest.h', lib='gtest'))
    if missing:
        conf.env['MODULES_NOT_BUILT'].append('waku')
    conf.report_optional_feature('waku', 'Waku', not missing, 'missing: ' + ', '.join(missing))
    conf.report_optional_feature('waku-tests', 'Tests of Waku', conf.env['ENABLE_WAKU_TESTS'],
                                 'GoogleTest (libgtest-dev) is missing')


def build(bld):
    if not bld.env['ENABLE_WAKU']:
        return

    def files(*patterns):
        return [node.path_from(bld.path) for node in bld.path.ant_glob(list(patterns))]

    compatibility = ['-include', bld.path.find_node('model/waku-compatibility.h').abspath()]
    with_mpi = ['mpi'] if bld.env['ENABLE_MPI'] else []
    module = bld.create_ns3_module('waku', MODULES + with_mpi)
    module.source = files('model/*/*.cc', 'helper/*.cc')
    module.cxxflags = compatibility
    module.use += ['WAKU'] + (['MPI'] if with_mpi else [])

    headers = bld(features='ns3header')
    headers.module = 'waku'
    headers.source = files('model/*/*.h', 'helper/*.h')

    if bld.env['ENABLE_WAKU_TESTS']:
        tests = bld.create_ns3_module_test_library('waku')
        tests.source = files('test/*-test.cc') + ['test/waku-test-suite.cc']
        tests.cxxflags = compatibility
        tests.use += ['WAKU', 'WAKU_TEST']
        here = bld.path.abspath()
        theory = bld.path.get_bld().make_node('examples/%s%s-scaling-theory%s' %
                                              (wutils.APPNAME, wutils.VERSION, bld.env.BUILD_SUFFIX))
        tests.defines = ['WAKU_SOURCE_DIR="%s"' % here,
                         'WAKU_SHARED_DIR="%s/../shared"' % here,
                         'WAKU_SCALING_THEORY="%s"' % theory.abspath()]

    if bld.env['ENABLE_EXAMPLES']:
        bld.recurse('examples')
