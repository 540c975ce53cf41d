// Half of a test's time goes into waiting for hosts and networks. What looks at the whole machine, or times it, says NonParallelizable.
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(2)]
