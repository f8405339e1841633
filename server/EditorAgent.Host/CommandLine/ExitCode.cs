namespace EditorAgent.Host.CommandLine;

/// <summary>What the process ends with. Part of the public contract: numbers never change their meaning.</summary>
internal enum ExitCode
{
    Success = 0,

    /// <summary>The work was done but its outcome is not good: tests are red, the model gave up.</summary>
    Failed = 1,

    /// <summary>Unknown verb, option or value.</summary>
    Usage = 2,

    /// <summary>A configuration file or variable cannot be used, no model is configured, or what is configured is no model: its name or address is wrong.</summary>
    Configuration = 3,

    /// <summary>The workspace folder does not exist or cannot be read.</summary>
    Workspace = 4,

    /// <summary>A call that was needed was denied, or nobody was there to approve it.</summary>
    Denied = 5,

    /// <summary>The model's endpoint refused the key, or does not permit the request with it.</summary>
    Unauthorized = 6,

    /// <summary>The model's endpoint cannot be reached or keeps failing.</summary>
    ModelUnavailable = 7,

    /// <summary>The session does not exist or is in use.</summary>
    Session = 8,

    /// <summary>A bound ended the turn: steps or tokens.</summary>
    LimitReached = 9,

    /// <summary>The model refused.</summary>
    Refused = 10,

    /// <summary>A budget of the run is used up: tokens or money. The session is kept and can be taken up again.</summary>
    BudgetReached = 11,

    /// <summary>The final answer does not satisfy the schema that was asked for, also after being asked again.</summary>
    OutputInvalid = 12,

    /// <summary>A fault of ours; details are in the log.</summary>
    Internal = 70,

    /// <summary>stdout could not be written: it is closed, or the disk is full; the same number as of <c>EX_IOERR</c>.</summary>
    OutputLost = 74,

    /// <summary>The time for the run is over; the same number as of <c>timeout(1)</c>.</summary>
    TimedOut = 124,

    /// <summary>Interrupted by the user.</summary>
    Cancelled = 130,
}
