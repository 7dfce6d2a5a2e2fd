namespace TradeMatrix.Core.Quotas;

/// <summary>What Redis runs in one piece.</summary>
internal static class RedisScripts
{
    /// <summary>
    /// Reserves a call, or says how things stand. <c>chart_api:recent</c> holds the send times of as many calls as a second
    /// allows, newest first: when the last of them is younger than a second, the second is full, wherever it began.
    /// Times from the future, which a clock that was set back leaves behind, do not count.
    /// </summary>
    public const string Reserve = """
        -- KEYS: the day's counter, recent send times.
        -- ARGV: the day in days since 1970; Unix microseconds, or '' for the server's own;
        --       reserve while fewer are used, or '' to look only; calls a second.
        local now = tonumber(ARGV[2])
        if not now then
          local time = redis.call('TIME')
          now = tonumber(time[1]) * 1000000 + tonumber(time[2])
        end
        local second = math.floor(now / 1000000)
        local day = math.floor(second / 86400)
        if day ~= tonumber(ARGV[1]) then return {'day', now, 0, 0} end
        local used = tonumber(redis.call('GET', KEYS[1]))
        if not used then return {'unknown', now, 0, 0} end

        local ceiling, limit = tonumber(ARGV[3]), tonumber(ARGV[4])
        if not ceiling then
          local count = 0
          for _, sent in ipairs(redis.call('LRANGE', KEYS[2], 0, limit - 1)) do
            local age = now - tonumber(sent)
            if age >= 0 and age < 1000000 then count = count + 1 end
          end
          return {'status', now, used, count}
        end
        if used >= ceiling then return {'full', now, used, 0} end
        local last = tonumber(redis.call('LINDEX', KEYS[2], limit - 1))
        if last and last <= now and now - last < 1000000 then return {'wait', now, used, last + 1000000 - now} end

        used = redis.call('INCR', KEYS[1])
        local calls = 'chart_api:second:' .. string.format('%d', second)
        redis.call('INCR', calls)
        redis.call('EXPIRE', calls, 5)
        redis.call('LPUSH', KEYS[2], string.format('%.0f', now))
        redis.call('LTRIM', KEYS[2], 0, limit - 1)
        redis.call('EXPIRE', KEYS[2], 60)
        return {'granted', now, used, 0}
        """;

    /// <summary>Sets a counter that is missing or behind. KEYS: the counter. ARGV: its least count, seconds until it goes.</summary>
    public const string Raise = """
        local used = tonumber(redis.call('GET', KEYS[1]))
        if not used or used < tonumber(ARGV[1]) then redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[2]) end
        return 0
        """;
}
