using EditorAgent.Benchmarks.Floor;

// floor <base url> <workspace> <journal file>
return await FloorLoop.RunAsync(args[0], args[1], args[2]);
