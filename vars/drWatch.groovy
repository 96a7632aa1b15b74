import io.labelmint.dr.Arguments
import io.labelmint.dr.WatchPipeline

/** Looks at an estate and speaks when there is news. Changes nothing in AWS. Arguments: drWatch.txt. */
def call(Map arguments = [:]) {
    Map defaults = [tell: 'news', keepBuilds: 700]
    new WatchPipeline(this, new Arguments('drWatch', defaults, arguments)).run()
}
